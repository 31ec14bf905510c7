import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Subscription, exhaustMap, timer } from 'rxjs';
import { CheckpointDue, sayCheckpoint } from '../../audit/index.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { UnitOfWork } from '../../kernel/transaction.js';
import { StaffContacts } from '../../people/index.js';
import { JsonLogger } from '../../platform/logging/index.js';
import { Mailer } from '../../platform/mail/index.js';

/** Who keeps them: those who must not have to trust the operator. */
const KEEPERS = ['dpo', 'auditor'] as const;

const LOOK_EVERY_MS = 15 * 60_000;

/** Once a day the signed state of each log leaves the machine by mail, to where whoever runs it cannot reach. */
@Injectable()
export class HandOutCheckpoints implements OnApplicationShutdown {
  private readonly subscription = new Subscription();

  constructor(
    private readonly work: UnitOfWork,
    private readonly due: CheckpointDue,
    private readonly contacts: StaffContacts,
    private readonly mailer: Mailer,
    private readonly logger: JsonLogger,
  ) {}

  /** Returns at once. */
  start(): void {
    this.subscription.add(
      timer(0, LOOK_EVERY_MS)
        .pipe(exhaustMap(() => this.step().catch(this.failed)))
        .subscribe(),
    );
  }

  onApplicationShutdown(): void {
    this.subscription.unsubscribe();
  }

  /** How many mails left. None where no mail server is configured: then people keep what the console shows. */
  async step(): Promise<number> {
    if (!this.mailer.isConfigured) return 0;
    let sent = 0;
    for (const organisationId of await this.due.organisations()) sent += await this.handOut(organisationId);
    return sent;
  }

  private async handOut(organisationId: OrganisationId): Promise<number> {
    const context = { organisationId, actor: { kind: 'service', id: 'audit' }, purpose: 'hand_out' } as const;
    const { checkpoint, keepers } = await this.work.run(context, async (tx) => ({
      checkpoint: await this.due.claim(tx),
      keepers: await this.contacts.holding(tx, KEEPERS),
    }));
    if (!checkpoint) return 0;
    const outcomes = await Promise.all(
      keepers.map(({ id, email, language }) => {
        const mail = sayCheckpoint(checkpoint, language);
        return this.mailer.send({
          ...mail,
          to: email,
          language,
          id: `checkpoint.${organisationId}.${checkpoint.size}.${id}`,
        });
      }),
    );
    const sent = outcomes.filter(({ kind }) => kind === 'sent').length;
    if (sent < outcomes.length) await this.work.run(context, (tx) => this.due.again(tx));
    return sent;
  }

  private readonly failed = (error: unknown): number => {
    this.logger.failure('audit.checkpoint_not_sent', error);
    return 0;
  };
}
