import type { Assessment } from '../../src/kernel/assessment.js';
import type { Harm } from '../../src/kernel/harm.js';
import { newId } from '../../src/kernel/ids.js';
import type { FlagId, GroupId, MemberId, ProgrammeId } from '../../src/kernel/ids.js';
import type { Level } from '../../src/kernel/level.js';
import type { AdmittedMessage } from '../../src/kernel/message.js';
import { workOf } from '../../src/platform/auth/index.js';
import { FLAG_TEXT_BINDING, RaiseFlags } from '../../src/review/index.js';
import { aMessage } from '../factories/message.js';
import type { Community } from './community.js';

export interface Wanted {
  readonly groupId: GroupId;
  readonly programmeId: ProgrammeId;
  readonly memberId: MemberId;
  readonly level: Level;
  readonly harm: Harm;
  readonly outcome: Assessment['outcome'];
  readonly language: string;
  readonly text: string;
  /** What near-same texts share, as the `spread` detector leaves it behind; null for texts too short. */
  readonly sketch: bigint | null;
}

export interface Raised {
  readonly id: FlagId;
  readonly memberId: MemberId;
}

function assessed({ harm, level, outcome, language }: Wanted): Assessment {
  const messageId = newId<'message'>();
  const signal = {
    messageId,
    detector: 'lexicon',
    version: '1',
    harm,
    probability: 0.9,
    spans: [{ start: 0, end: 4 }],
    reason: { key: 'listed', params: { list: 'insults' } },
  };
  return {
    messageId,
    outcome,
    doubts: outcome === 'not_sure' ? ['too_short', 'detectors_disagree'] : [],
    level,
    harms: [{ harm, probability: 0.9, level, signals: [signal] }],
    language: { language, confidence: 0.8, shares: [{ language, share: 1 }], script: 'Latn' },
    policy: 'default@1',
  };
}

/** Raises flags as the walk does; what is not said is a scam in Swahili that somebody wrote a moment ago. */
export async function raiseFlags(
  community: Community,
  ...wanted: readonly (Partial<Wanted> & { readonly groupId: GroupId })[]
): Promise<readonly Raised[]> {
  const { vault, organisationId, programmeId, database } = community;
  const flags = await Promise.all(
    wanted.map(async (flag) => {
      const full = {
        programmeId,
        memberId: flag.memberId ?? (await community.aMember()),
        level: 'high',
        harm: 'scam',
        outcome: 'judged',
        language: 'swa',
        text: 'Tuma pesa',
        sketch: null,
        ...flag,
      } as const;
      const { memberId, groupId, text } = full;
      const message = await aMessage().saying(text).in(groupId).by(memberId).admitted();
      if (full.sketch !== null) await remember(community, message, full.sketch);
      const keys = await vault.keyring(organisationId, [memberId]);
      const textCiphertext = text === '' ? null : keys.seal(memberId, text, FLAG_TEXT_BINDING);
      return { message, assessment: assessed(full), textCiphertext, channelKind: 'whatsapp-export', ...full };
    }),
  );
  const ids = await database.unitOfWork.run(workOf(community.founder, 'process_messages'), (tx) =>
    community.get(RaiseFlags).execute(tx, flags, database.clock.now()),
  );
  return ids.map((id, index) => ({ id, memberId: flags[index]?.memberId ?? newId<'member'>() }));
}

/** A sighting as the walk leaves it. */
async function remember(
  { database, organisationId }: Community,
  { id, groupId, memberId, sentAt }: AdmittedMessage,
  sketch: bigint,
): Promise<void> {
  const band = (shift: bigint) => Number(BigInt.asIntN(16, sketch >> shift));
  await database.ownerQuery(
    `INSERT INTO sighting (organisation_id, message_id, group_id, member_id, seen_at, sketch, band_1, band_2, band_3,
       band_4) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      organisationId,
      id,
      groupId,
      memberId,
      sentAt,
      String(BigInt.asIntN(64, sketch)),
      ...[0n, 16n, 32n, 48n].map(band),
    ],
  );
}

/** One flag, where a spec needs no more. */
export async function raiseFlag(
  community: Community,
  wanted: Partial<Wanted> & { readonly groupId: GroupId },
): Promise<Raised> {
  const [raised] = await raiseFlags(community, wanted);
  if (!raised) throw new Error('Nothing was raised');
  return raised;
}
