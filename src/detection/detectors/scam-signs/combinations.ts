import type { Harm } from '../../../kernel/harm.js';
import type { Sign } from './signs.js';

/**
 * Signs that together make a known kind of fraud. `weight` is in log-odds over `BASE`: what the combination alone is
 * worth, before pressure raises it and warnings lower it. Weights were set so that the named probability comes out for
 * the bare combination, and checked on development data and on the policy sentences of the spec.
 */
export interface Combination {
  /** Key of the reason catalogue. */
  readonly key: string;
  /** What it signals besides `scam`, if anything. */
  readonly also: Harm | null;
  /** False for what is exploitation and no fraud. */
  readonly scam: boolean;
  /** One sign of each inner list must be there. */
  readonly needs: readonly (readonly Sign[])[];
  /** The first two needs must stand within so many words of one another; null when anywhere will do. */
  readonly within: number | null;
  readonly weight: number;
}

/** Log-odds of fraud before anything is seen: a cautious 1 in 60, so that no single sign is enough. */
export const BASE = -4.1;

const plain = { also: null, scam: true, within: null } as const;

export const COMBINATIONS: readonly Combination[] = [
  // 0.80: a code belongs to nobody else, whatever the story.
  {
    ...plain,
    key: 'asks-for-code',
    also: 'account_compromise',
    needs: [['ask'], ['secret']],
    within: 7,
    weight: 5.5,
  },
  // 0.88: the story that goes with it.
  {
    ...plain,
    key: 'code-by-mistake',
    also: 'account_compromise',
    needs: [['pretext'], ['secret'], ['ask']],
    weight: 6.1,
  },
  // 0.50: honest fees exist; pressure, a private number or a rail decides.
  {
    ...plain,
    key: 'fee-before-benefit',
    needs: [['fee'], ['benefit', 'prize', 'bait', 'sure']],
    weight: 4.1,
  },
  { ...plain, key: 'fee-before-benefit', needs: [['pay'], ['benefit', 'prize']], within: 10, weight: 3.9 },
  { ...plain, key: 'pay-for-profit', needs: [['pay', 'rail', 'handoff'], ['profit']], weight: 4.9 },
  {
    ...plain,
    key: 'pay-for-profit',
    needs: [['profit'], ['money'], ['sure', 'urgent', 'handoff', 'chat_link']],
    weight: 5.3,
  },
  // 0.55: details next to a promise.
  {
    ...plain,
    key: 'asks-for-details',
    needs: [['ask'], ['account', 'document'], ['benefit', 'prize', 'bait']],
    within: 10,
    weight: 4.3,
  },
  { ...plain, key: 'asks-for-account', needs: [['ask'], ['account']], within: 6, weight: 3.4 },
  {
    ...plain,
    key: 'asks-for-document',
    needs: [['ask'], ['document'], ['hush', 'urgent', 'sure', 'handoff', 'odd_link']],
    within: 7,
    weight: 4.1,
  },
  {
    ...plain,
    key: 'prize',
    needs: [['prize'], ['handoff', 'ask', 'pay', 'odd_link', 'plain_link', 'chat_link', 'fee']],
    weight: 4.6,
  },
  { ...plain, key: 'prize', needs: [['prize'], ['money', 'benefit']], weight: 3.6 },
  {
    ...plain,
    key: 'too-good-offer',
    needs: [
      ['benefit', 'pay_high'],
      ['sure'],
      ['handoff', 'ask', 'chat_link', 'odd_link', 'plain_link', 'money', 'pay'],
    ],
    weight: 4.6,
  },
  {
    ...plain,
    key: 'job-by-chat',
    needs: [['pay_high'], ['handoff', 'chat_link'], ['money', 'chat_link', 'urgent', 'odd_link']],
    weight: 3.9,
  },
  {
    ...plain,
    key: 'friend-in-need',
    also: 'account_compromise',
    needs: [['newnumber'], ['borrow', 'pay']],
    weight: 5.2,
  },
  { ...plain, key: 'asks-for-money', needs: [['borrow'], ['money', 'rail'], ['urgent']], weight: 3.5 },
  {
    ...plain,
    key: 'wrong-transfer',
    needs: [['pay', 'ask'], ['money', 'rail', 'pay'], ['pretext']],
    weight: 3.8,
  },
  {
    ...plain,
    key: 'account-threat',
    also: 'account_compromise',
    needs: [['pretext'], ['handoff', 'odd_link', 'plain_link', 'secret', 'account']],
    weight: 4.2,
  },
  { ...plain, key: 'bait-chain', needs: [['bait', 'benefit', 'prize'], ['spreadit']], weight: 5.0 },
  {
    ...plain,
    key: 'bait-link',
    needs: [['bait', 'benefit', 'prize', 'profit', 'pay_high'], ['odd_link']],
    weight: 4.2,
  },
  { ...plain, key: 'bait-link', needs: [['bait'], ['plain_link', 'handoff']], weight: 3.4 },
  { ...plain, key: 'fake-link', needs: [['fake_link']], weight: 5.8 },
  { ...plain, key: 'program-link', needs: [['program_link']], weight: 4.6 },
  { ...plain, key: 'odd-link', needs: [['odd_link']], weight: 2.6 },
  { ...plain, key: 'wallet-address', needs: [['wallet']], weight: 3.0 },
  {
    ...plain,
    key: 'wallet-address',
    needs: [['wallet'], ['pay', 'profit', 'ask', 'benefit', 'money']],
    weight: 5.2,
  },
  {
    ...plain,
    key: 'send-to-number',
    needs: [['pay'], ['rail', 'money'], ['urgent', 'hush', 'pretext']],
    weight: 3.7,
  },
  {
    ...plain,
    key: 'girls-for-work',
    also: 'exploitation',
    scam: false,
    needs: [
      ['recruit'],
      ['abroad', 'intimate'],
      ['freeticket', 'holddocs', 'intimate', 'handoff', 'chat_link'],
    ],
    weight: 5.3,
  },
  {
    ...plain,
    key: 'keeps-passport',
    also: 'exploitation',
    scam: false,
    needs: [['holddocs'], ['freeticket', 'pay_high', 'abroad', 'recruit', 'benefit']],
    weight: 4.9,
  },
  {
    ...plain,
    key: 'travel-debt',
    also: 'exploitation',
    scam: false,
    needs: [['freeticket'], ['abroad'], ['handoff', 'recruit', 'chat_link', 'urgent', 'pay_high']],
    weight: 3.9,
  },
  {
    ...plain,
    key: 'intimate-photos',
    also: 'exploitation',
    scam: false,
    needs: [['intimate'], ['recruit', 'pay_high', 'money', 'benefit', 'prize']],
    weight: 4.7,
  },
];

/** Pressure and props: log-odds each adds to a combination, once. */
export const SUPPORTS: Readonly<Partial<Record<Sign, number>>> = {
  hush: 1.3,
  sure: 1,
  urgent: 0.8,
  pretext: 0.8,
  odd_link: 0.8,
  chat_link: 0.7,
  handoff: 0.6,
  rail: 0.7,
  prize: 0.6,
  pay: 0.5,
  fee: 0.5,
  money: 0.4,
  ask: 0.3,
  benefit: 0.3,
  spreadit: 0.5,
  holddocs: 0.6,
  freeticket: 0.5,
};

/** All pressure together is worth at most this: it never makes a fraud out of nothing. */
export const MOST_SUPPORT = 2.6;

/** A free ticket, a rent that is paid and an office in Dubai are the offer itself, so only these speak against exploitation. */
export const EXPLOITATION_DISCOUNTS: readonly Sign[] = ['warn', 'reported', 'joke'];

/** What speaks against, log-odds each; a second warning phrase counts half. */
export const DISCOUNTS: Readonly<Partial<Record<Sign, number>>> = {
  warn: 3.4,
  reported: 2.2,
  community: 1.9,
  free: 1.2,
  joke: 1.8,
  office: 1.3,
};
