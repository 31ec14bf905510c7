/**
 * Invented group traffic in the mix a refugee-led network sees: mostly greetings, logistics and prayers in several
 * languages and scripts, now and then something a coordinator has to look at. The same seed gives the same traffic.
 */
export interface Line {
  readonly sender: string;
  readonly at: Date;
  readonly text: string;
}

export interface TrafficOptions {
  readonly messages: number;
  readonly seed?: number;
  readonly members?: number;
  readonly start?: Date;
  /** Mean seconds between two messages. */
  readonly gapSeconds?: number;
}

const NAMES = [
  'Amina',
  'Josué',
  'Fatuma',
  'ሰላም',
  'Yusuf',
  'Chantal',
  'أحمد',
  'Grace',
  'Musa',
  'Rehema',
  'Ibrahim',
  'Nyota',
  'خديجة',
  'Diego',
  'Lucía',
  'Peter',
];

/** Openings, middles and ends that go together in each language; numbers and places fill the gaps. */
const CALM: readonly (readonly (readonly string[])[])[] = [
  [
    ['Good morning everyone', 'Hello all', 'Dear teachers', 'Hi', 'Please note', 'Thank you so much'],
    [
      'the training starts at {n} in room {n}',
      'water point {n} is open again',
      'who has the key of the store?',
    ],
    ['see you there', '🙏', 'God bless', 'please confirm', '', '👍👍'],
  ],
  [
    ['Habari za asubuhi', 'Jamani', 'Asante sana', 'Walimu wapendwa', 'Samahani'],
    [
      'mkutano utaanza saa {n}',
      'maji yamerudi zone {n}',
      'nani ana ufunguo wa darasa?',
      'watoto {n} wamefika leo',
    ],
    ['karibuni', 'tutaonana', '🙏🙏', '', 'amina'],
  ],
  [
    ['صباح الخير', 'السلام عليكم', 'شكرا جزيلا', 'يا جماعة'],
    ['الدرس يبدأ الساعة {n}', 'هل وصلت الكتب إلى المدرسة؟', 'الماء رجع في القطاع {n}', 'نحتاج {n} كراسي'],
    ['بارك الله فيكم', 'إن شاء الله', '', '🌹'],
  ],
  [
    ['Bonjour à tous', 'Merci beaucoup', 'Chers collègues', 'Svp'],
    [
      'la réunion est à {n} heures',
      'les cahiers sont arrivés',
      'il manque {n} chaises',
      'qui vient demain ?',
    ],
    ['à bientôt', 'bonne journée', '', '😊'],
  ],
  [
    ['Buenos días', 'Muchas gracias', 'Compañeros'],
    ['la clase empieza a las {n}', 'ya llegó el agua al sector {n}', '¿quién trae los cuadernos?'],
    ['saludos', 'bendiciones', ''],
  ],
  [
    ['እንደምን አደራችሁ', 'ሰላም', 'አመሰግናለሁ'],
    ['ስብሰባው በ {n} ሰዓት ይጀምራል', 'ውሃ ተመልሷል', '{n} ልጆች መጥተዋል'],
    ['እግዚአብሔር ይስጥልኝ', '', '🙏'],
  ],
];

const TROUBLING: readonly string[] = [
  'Resettlement to Canada! Pay the {n} USD fee today to agent wa.me/25470000{n} and your name is on the list. Last day!!!',
  'Send me the code you just got by SMS, it is for your food card, hurry',
  'Those people are cockroaches, they should all be chased out of zone {n} tonight',
  'URGENT forward to all: they are poisoning water tank {n}, do not drink, UNHCR is hiding it',
  'يجب طرد هؤلاء الكلاب من المخيم، لا مكان لهم بيننا',
  'Tuma ada ya shilingi {n} kupata kazi ya ulinzi, piga simu 07000{n} haraka nafasi zimebaki chache',
  "Amina's phone is +254 700 000 {n} and she lives in block {n} house {n}, go and ask her yourselves",
];

/** One in so many messages is worth a look. */
const TROUBLE_EVERY = 60;

/** Mulberry32: small, seeded, good enough to shuffle words. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function* traffic(options: TrafficOptions): Generator<Line> {
  const { messages, seed = 1, members = 40, gapSeconds = 90 } = options;
  const next = random(seed);
  const pick = <T>(from: readonly T[], otherwise: T): T =>
    from[Math.floor(next() * from.length)] ?? otherwise;
  const senders = Array.from({ length: members }, (_, n) => `${NAMES[n % NAMES.length] ?? 'Amina'} ${n + 1}`);
  let at = (options.start ?? new Date('2025-01-06T05:00:00Z')).getTime();
  for (let n = 0; n < messages; n += 1) {
    at += Math.ceil(next() * 2 * gapSeconds) * 1000;
    const parts =
      next() * TROUBLE_EVERY < 1 ? [pick(TROUBLING, '')] : pick(CALM, []).map((some) => pick(some, ''));
    const text = parts.filter(Boolean).join(' ');
    const filled = text.replace(/\{n\}/g, () => String(Math.floor(next() * 990) + 10));
    yield { sender: pick(senders, 'Amina 1'), at: new Date(at), text: filled };
  }
}

/** As Android writes it in a 24-hour locale, times in UTC. */
export function* asWhatsAppExport(lines: Iterable<Line>): Generator<string> {
  for (const { sender, at, text } of lines) {
    const [year, month, day, hour, minute] = at.toISOString().split(/\D/);
    yield `${day}/${month}/${year}, ${hour}:${minute} - ${sender}: ${text}\n`;
  }
}

export function whatsAppExport(options: TrafficOptions): string {
  return [...asWhatsAppExport(traffic(options))].join('');
}
