import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { asId, isUuid } from '../../kernel/ids.js';
import type { NoticeId, OrganisationId, StaffId } from '../../kernel/ids.js';
import { Vault } from '../../kernel/vault.js';
import { Config } from '../../platform/config/index.js';

const ID_BYTES = 16;
/** 128 bits of a MAC: nothing to guess, and the address still fits on one line of a mail. */
const MAC_BYTES = 16;

/** Whose notice a link opens; it can be used by nobody else, signed in or not. */
interface Addressee {
  readonly organisationId: OrganisationId;
  readonly staffId: StaffId;
}

/** Links into the console: the id of a notice, and a MAC that binds it to the person it was sent to. Nothing is stored. */
@Injectable()
export class NoticeLinks {
  constructor(
    private readonly vault: Vault,
    private readonly config: Config,
  ) {}

  linkTo(id: NoticeId, to: Addressee): string {
    const token = Buffer.concat([Buffer.from(id.replaceAll('-', ''), 'hex'), this.macOf(id, to)]);
    return `${this.origin}/n/${token.toString('base64url')}`;
  }

  /** The address of the console, for notices that are for no person. */
  get origin(): string {
    const { publicUrl, host, port } = this.config;
    return publicUrl ?? `http://${/^(0\.0\.0\.0|::)$/.test(host) ? 'localhost' : host}:${port}`;
  }

  /** Null for what is no token of ours, or somebody else's. */
  read(token: string, reader: Addressee): NoticeId | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + MAC_BYTES) return null;
    const id = asUuid(bytes.subarray(0, ID_BYTES));
    if (!isUuid(id)) return null;
    const noticeId = asId<'notice'>(id);
    return timingSafeEqual(bytes.subarray(ID_BYTES), this.macOf(noticeId, reader)) ? noticeId : null;
  }

  private macOf(id: NoticeId, { organisationId, staffId }: Addressee): Buffer {
    const mac = this.vault.index(organisationId, 'notice_link', `${id}:${staffId}`);
    return Buffer.from(mac).subarray(0, MAC_BYTES);
  }
}

function asUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
