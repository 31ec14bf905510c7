/** What a cue phrase says; the files under `cues/` list the phrases of each language. */
export const SIGNS = [
  // What is asked for.
  'secret', // one-time codes, PINs, passwords
  'account', // bank and card details
  'document', // identity papers and case numbers
  'rail', // ways money travels: mobile money, transfer agents, gift cards
  'money', // amounts and currencies
  'fee', // a fee, a deposit, something in advance
  // How it is asked.
  'ask', // send me, give me, tell me
  'pay', // pay, transfer, top up
  // What is promised.
  'benefit', // visa, resettlement, aid, job, loan, parcel
  'prize', // you have won
  'profit', // money that multiplies
  'sure', // guaranteed, without interview, somebody inside
  'bait', // free data, an agency that gives something to everybody
  'pay_high', // wages and vacancies
  // The pressure.
  'urgent',
  'hush', // tell nobody
  'pretext', // a code sent by mistake, an account about to be blocked
  'spreadit', // forward to ten groups
  'handoff', // inbox me, click here
  // Somebody else's account.
  'newnumber', // my new number, I lost my phone
  'borrow', // I need money, I will pay you back
  // Exploitation.
  'recruit', // girls 18-25
  'abroad', // domestic work, clubs, the Gulf
  'freeticket', // travel paid now, deducted later
  'holddocs', // we keep your passport
  'intimate', // full body photos, do not tell your parents
  // What speaks against.
  'warn', // beware, never share, scammers
  'free', // free of charge
  'community', // school fees, savings groups, prices, funerals
  'office', // at the office, in person
  'joke',
  'reported', // they asked me, is this real?
] as const;

export type Sign = (typeof SIGNS)[number] | LinkSign;

/** Signs read from links and numbers, not from phrases. */
export type LinkSign = 'odd_link' | 'plain_link' | 'fake_link' | 'wallet' | 'program_link' | 'chat_link';
