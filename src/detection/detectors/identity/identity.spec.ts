import fc from 'fast-check';
import { aContext, signalsOf } from '../../../../test/factories/examination.js';
import { aMessage } from '../../../../test/factories/message.js';
import type { DetectionContext } from '../../detector.js';
import { newId } from '../../../kernel/ids.js';
import type { Signal } from '../../../kernel/signal.js';
import { defaultRegister, identity } from './index.js';

const OFFICE_NUMBER = '+254700000009';
const REGISTER = [
  ...defaultRegister(),
  {
    id: 'camp-manager',
    kind: 'person',
    names: ['Halima Abdi Noor', 'حليمة عبدي نور'],
    contacts: [OFFICE_NUMBER],
  },
] as const;

function context(over: Partial<DetectionContext> = {}): DetectionContext {
  return aContext({ identities: REGISTER, ...over });
}

async function one(text: string, name = 'Amina W.', handle = '+254711111111'): Promise<Signal | undefined> {
  const [signal] = await signalsOf(identity, [aMessage().from(name, handle).saying(text)], context());
  return signal;
}

const CLAIMS: readonly (readonly [string, string])[] = [
  ['eng', 'Good day, I am from UNHCR and I can move your case'],
  ['eng', 'I am a protection officer of UNHCR, send me your case number'],
  ['ara', 'أنا من المفوضية وأستطيع تحريك ملفك'],
  ['fra', 'Bonjour, je suis du HCR, envoyez les frais de dossier'],
  ['spa', 'Soy funcionaria de ACNUR, deposite hoy'],
  ['swh', 'Mimi ni afisa wa UNHCR, tuma ada ya usajili'],
  ['por', 'Sou funcionário do ACNUR e preciso do seu documento'],
  ['som', 'Waxaan ka socdaa UNHCR, soo dir lacagta'],
  ['tur', 'UNHCR yetkilisiyim, kimliğinizi gönderin'],
  ['rus', 'Я сотрудник УВКБ ООН, переведите деньги'],
  ['hin', 'main UNHCR se bol raha hun, otp batao'],
];

const MENTIONS: readonly (readonly [string, string])[] = [
  ['eng', 'The UNHCR office opens at 9 tomorrow'],
  ['eng', 'I am from Kenya, UNHCR helped us a lot'],
  ['eng', 'Someone called me and said "I am from UNHCR", beware'],
  ['eng', 'Thanks to WFP for the distribution'],
  ['ara', 'مكتب المفوضية يفتح الساعة التاسعة'],
  ['fra', 'Le bureau du HCR est fermé lundi'],
  ['spa', 'La oficina de ACNUR abre el lunes'],
  ['swh', 'Ofisi ya UNHCR itafunguliwa kesho saa tatu'],
  ['eng', 'Read more at https://help.unhcr.org and https://www.unicef.org/kenya'],
];

describe('identity', () => {
  it.each(CLAIMS)(
    'doubts who claims to speak for an agency from a private account (%s): %s',
    async (_l, text) => {
      const signal = await one(text);
      expect(signal?.probability).toBeGreaterThanOrEqual(0.6);
      expect(signal?.reason.params).toEqual({ identity: 'UNHCR' });
    },
  );

  it.each(MENTIONS)('lets people speak about agencies (%s): %s', async (_l, text) => {
    expect(await one(text)).toBeUndefined();
  });

  it('believes an account that is in the register', async () => {
    expect(await one('This is Halima, come tomorrow', 'Halima Abdi Noor', OFFICE_NUMBER)).toBeUndefined();
  });

  it.each([
    ['UNHCR Support', 'name-same'],
    ['UΝHCR Kenya', 'name-disguised'],
    ['Halima Abdi Nor', 'name-close'],
    ['Халима Абди Нур', 'name-sounds'],
    ['حليمة عبدي نور', 'name-same'],
    ['Save the Childern', 'name-close'],
  ])('compares the display name %s with the register', async (name, key) => {
    expect((await one('hello all', name))?.reason.key).toBe(key);
  });

  it.each(['Halima', 'Amina Abdi', 'Carlos', 'Noor', 'Plan B', 'Safe children'])(
    'takes %s for an ordinary name',
    async (name) => {
      expect(await one('hello all', name)).toBeUndefined();
    },
  );

  it.each(['unhcr-aid.com', 'unchr.org', 'wfp-cash.com', 'unicef.org.free-grants.xyz'])(
    'sees that %s imitates an official address',
    async (host) => {
      expect((await one(`register at https://${host}/form`))?.reason.key).toBe('imitated-domain');
    },
  );

  it('leaves national branches of an agency alone', async () => {
    expect(await one('see https://www.unicef.es')).toBeUndefined();
  });

  it('doubts a namesake only when money or a code is asked for', async () => {
    const [first, second] = [newId<'member'>(), newId<'member'>()];
    const talk = (text: string) =>
      signalsOf(
        identity,
        [
          aMessage().by(first).from('Yusuf Ali', 'a').saying('Good morning'),
          aMessage().by(second).from('Yusuf Ali', 'b').saying(text),
        ],
        context(),
      );
    expect(await talk('Good morning to you')).toEqual([]);
    const [signal] = await talk('Please send money to this number, need money');
    expect(signal?.reason.key).toBe('same-name-demand');
  });

  it('doubts a name that was changed just before asking for money', async () => {
    const memberId = newId<'member'>();
    const shared = context();
    const at = (iso: string, name: string, text: string) =>
      signalsOf(identity, [aMessage().by(memberId).from(name, 'x').at(iso).saying(text)], shared);
    await at('2026-05-01T08:00:00Z', 'Grace', 'Hi');
    const [soon] = await at('2026-05-01T09:00:00Z', 'Brother Peter', 'lend me 2000, urgent');
    expect(soon?.reason.key).toBe('changed-name-demand');
    expect(await at('2026-05-09T09:00:00Z', 'Brother Peter', 'lend me 2000, urgent')).toEqual([]);
  });

  it('asks the memory once per group', async () => {
    let asked = 0;
    const names = {
      recall: () => {
        asked++;
        return Promise.resolve({ changedAt: new Map(), sameName: new Map() });
      },
    };
    await signalsOf(identity, [aMessage(), aMessage(), aMessage()], context({ names }));
    expect(asked).toBe(1);
  });

  it('never throws and names only the register in its reasons, whatever the text and name', async () => {
    const official = new Set(REGISTER.map(({ names }) => names[0]));
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...CLAIMS.map(([, text]) => text), 'UNHCR', 'http://unhcr-aid.com'),
    );
    await fc.assert(
      fc.asyncProperty(anything, anything, async (name, text) => {
        const signal = await one(text, name);
        if (!signal) return;
        const { params } = signal.reason;
        expect(Object.values(params).every((value) => official.has(String(value)))).toBe(true);
        for (const { start, end } of signal.spans) {
          expect(0 <= start && start < end && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells every reason in every language of its catalogue', () => {
    const keys = Object.keys(identity.reasons.en);
    for (const catalogue of Object.values(identity.reasons)) expect(Object.keys(catalogue)).toEqual(keys);
  });
});

describe('the default register', () => {
  it('gives every identity an id of its own, a name and a contact', () => {
    const register = defaultRegister();
    expect(new Set(register.map(({ id }) => id)).size).toBe(register.length);
    for (const { names, contacts } of register)
      expect(Math.min(names.length, contacts.length)).toBeGreaterThan(0);
  });
});
