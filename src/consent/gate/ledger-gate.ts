import { Injectable } from '@nestjs/common';
import type { GroupId, MemberId, OrganisationId } from '../../kernel/ids.js';
import type { AdmittedMessage } from '../../kernel/message.js';
import type { Transaction } from '../../kernel/transaction.js';
import { OrganisationRequired } from '../consent.errors.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { sortAgain, sortCandidates } from './admit.js';
import type { Ruling } from './admit.js';
import { Gate } from './gate.js';
import type { Admission, Candidate, LedgerPosition } from './gate.js';
import { ruleOf } from './rule.js';
import type { LedgerExtract } from './rule.js';

interface Standing {
  readonly rule: (groupId: GroupId, memberId: MemberId) => Ruling;
  readonly ledgerPosition: LedgerPosition;
}

/** The gate over the stored ledger: read anew for every batch, so a withdrawal holds at once in every process. */
@Injectable()
export class LedgerGate extends Gate {
  constructor(private readonly ledger: LedgerRepository) {
    super();
  }

  override async admit(tx: Transaction, candidates: readonly Candidate[], at: Date): Promise<Admission> {
    const { rule, ledgerPosition } = await this.standing(tx, candidates, at);
    return { ...sortCandidates(organisationOf(tx), candidates, rule), ledgerPosition };
  }

  override async readmit(
    tx: Transaction,
    messages: readonly AdmittedMessage[],
    at: Date,
  ): Promise<Admission> {
    const { rule, ledgerPosition } = await this.standing(tx, messages, at);
    return { ...sortAgain(messages, rule), ledgerPosition };
  }

  private async standing(
    tx: Transaction,
    concerned: readonly { readonly groupId: GroupId; readonly memberId: MemberId }[],
    at: Date,
  ): Promise<Standing> {
    await this.ledger.holdStill(tx);
    const extract = await this.ledger.extract(tx, {
      groupIds: [...new Set(concerned.map(({ groupId }) => groupId))],
      memberIds: [...new Set(concerned.map(({ memberId }) => memberId))],
      until: null,
    });
    return { rule: ruleOf(extract, at), ledgerPosition: positionOf(extract) };
  }
}

function organisationOf(tx: Transaction): OrganisationId {
  if (tx.context.organisationId === null) throw new OrganisationRequired();
  return tx.context.organisationId;
}

function positionOf({ bases, objections }: LedgerExtract): LedgerPosition {
  return { basis: newest(bases), objections: newest(objections) };
}

function newest(rows: readonly { readonly position: number }[]): number {
  return rows.reduce((latest, { position }) => Math.max(latest, position), 0);
}
