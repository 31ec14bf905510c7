import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { hashToken } from '../../platform/auth/index.js';
import { Config } from '../../platform/config/index.js';
import { INVITATION_HOURS } from './invitation.js';

export interface FreshLink {
  readonly link: string;
  readonly tokenHash: Uint8Array;
  readonly expiresAt: Date;
}

/** Makes the one-time link of an invitation; only its hash is kept. */
@Injectable()
export class InvitationLink {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  make(): FreshLink {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + INVITATION_HOURS * 3_600_000);
    return { link: `${this.origin}/invitation?token=${token}`, tokenHash: hashToken(token), expiresAt };
  }

  private get origin(): string {
    const { publicUrl, host, port } = this.config;
    return publicUrl ?? `http://${/^(0\.0\.0\.0|::)$/.test(host) ? 'localhost' : host}:${port}`;
  }
}
