import fc from 'fast-check';
import { aMessage } from '../../../../test/factories/message.js';
import { newId } from '../../../kernel/ids.js';
import type { Forwarded } from '../../../kernel/message.js';
import type { Signal } from '../../../kernel/signal.js';
import type { DetectionContext } from '../../detector.js';
import { viewsOf } from '../../text/index.js';
import { rumourSigns } from './index.js';

const CONTEXT: DetectionContext = {
  organisationId: newId<'organisation'>(),
  now: new Date(0),
  groups: new Map(),
  identities: [{ id: 'unhcr', kind: 'organisation', names: ['UNHCR'], contacts: ['unhcr.org'] }],
  claims: [],
  sightings: { key: new Uint8Array(32), recall: () => Promise.resolve(new Map()) },
  conversations: { turnsBefore: () => Promise.resolve([]) },
  names: { recall: () => Promise.resolve({ changedAt: new Map(), sameName: new Map() }) },
  abort: new AbortController().signal,
};

async function signalsFor(text: string, forwarded: Forwarded = 'no'): Promise<readonly Signal[]> {
  const message = await aMessage().saying(text).forwarded(forwarded).admitted();
  const language = { language: 'und', confidence: 0, shares: [], script: 'Zyyy' };
  return rumourSigns.detect([{ message, views: viewsOf(text), language }], CONTEXT, new Map());
}

async function probabilityOf(text: string, forwarded?: Forwarded): Promise<number> {
  return (await signalsFor(text, forwarded))[0]?.probability ?? 0;
}

it.each([
  [
    'eng',
    'A friend at the ministry says the border will close tonight, forward to everyone before they delete',
  ],
  ['eng', 'Garlic and hot water kills the virus covid, share this with everyone'],
  ['ara', 'عاجل انشروا قبل الحذف: صديقي يعمل في الوزارة قال إن المعبر رح يسكروا الليلة'],
  ['ara', 'الثوم والعسل علاج كورونا، انشرها'],
  ['fra', 'Urgent, faites tourner : un ami au ministère dit que la frontière va fermer ce soir'],
  [
    'spa',
    'Urgente, reenvía a todos: un amigo que trabaja en migración dice que van a cerrar la frontera esta noche',
  ],
  ['swh', 'Haraka sambaza: rafiki yangu anafanya kazi serikali, mpaka utafungwa usiku huu'],
  [
    'por',
    'Urgente, repassem: um amigo que trabalha na polícia disse que vão fechar a fronteira hoje à noite',
  ],
  ['hin', 'सबको भेजो: सुना है आज रात से इंटरनेट बंद, सरकार छुपा रहे हैं, बैंक भी बंद हो जाएगा'],
  ['urd', 'سب کو بھیجیں: سنا ہے آج رات سے سرحد بند کر دیا جائے گا، حکومت کا فیصلہ'],
  ['amh', 'አስቸኳይ አጋሩ: ድንበሩ ዛሬ ማታ ሊዘጋ ነው ብሎ ጓደኛዬ ነገረኝ'],
  ['som', 'degdeg faafiya: waxaan maqlay xadka caawa waa la xirayaa'],
  ['hau', 'gaggawa ku tura wa kowa: na ji cewa za a rufe iyaka yau da dare'],
  ['tur', 'acil paylaşın: güvenilir kaynak bu gece sınır kapatılacak dedi'],
  ['pes', 'فوری پخش کنید: یکی از دوستانم گفت مرز امشب بسته میشه'],
  ['rus', 'срочно перешлите всем: знакомый работает в мвд, ночью закроют границу'],
])('%s: takes an alarming claim from nobody, with pressure to share, for a rumour: "%s"', async (_, text) => {
  const signals = await signalsFor(text);
  expect(signals).toHaveLength(1);
  expect(signals[0]?.probability).toBeGreaterThanOrEqual(0.7);
  expect(signals[0]?.spans.length).toBeGreaterThan(1);
});

it.each([
  ['everyday urgency', 'Urgent, who has a charger? My phone is at 2 percent'],
  ['a sick child', 'My son has malaria, we are at the clinic near the market'],
  ['a remedy for a cough', 'I drink ginger and lemon every morning, it is nice'],
  ['a recipe', 'Add garlic and onion and a little salt water'],
  ['the police in passing', 'The police station is next to the school'],
  ['a prayer', 'اللهم احفظ أهلنا في المخيم'],
  ['football', 'Leo usiku mechi kali, Simba na Yanga'],
  ['a greeting', 'Bonjour à tous, la réunion est à 10 heures à la mairie'],
])('says nothing about %s', async (_, text) => {
  expect(await signalsFor(text)).toEqual([]);
});

const RUMOUR = 'The border will close tonight, my friend works at the ministry, share this';

it.each([
  ['a named source', `${RUMOUR}. Official statement, press conference at 10`],
  ['an official link', `${RUMOUR} https://help.unhcr.org/kenya`],
  ['a doubt', `Is it true? ${RUMOUR}`],
  ['a warning against rumours', `Rumour, do not share: ${RUMOUR}`],
])('believes in a rumour much less beside %s', async (_, text) => {
  expect(await probabilityOf(text)).toBeLessThan((await probabilityOf(RUMOUR)) * 0.7);
});

it('believes in a rumour more when it has travelled', async () => {
  expect(await probabilityOf(RUMOUR, 'many')).toBeGreaterThan(await probabilityOf(RUMOUR));
});

it('reports an alarming claim that only its travels make remarkable', async () => {
  const claim = 'The water at the camp is poisoned';
  expect(await signalsFor(claim)).toEqual([]);
  expect((await signalsFor(claim, 'many'))[0]?.reason.key).toBe('travelled-claim');
});

it('does not take a request not to share for a call to share', async () => {
  expect(await signalsFor('please do not share this photo of my children')).toEqual([]);
});

it('finds the parts weaker than the whole', async () => {
  const whole = await probabilityOf(RUMOUR);
  for (const part of [
    'The border will close, share this',
    'my friend works at the ministry, share this',
    'share this',
  ])
    expect(await probabilityOf(part)).toBeLessThan(whole);
});

it('says one thing about a message, with spans in its text and no words of it in the reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 120 }), async (noise) => {
      const text = `${noise} ${RUMOUR} ${noise}`;
      const signals = await signalsFor(text);
      expect(signals).toHaveLength(1);
      for (const { spans, reason } of signals) {
        expect(rumourSigns.reasons.en).toHaveProperty([reason.key]);
        expect(reason.params).toEqual({});
        for (const { start, end } of spans)
          expect(0 <= start && start < end && end <= text.length).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
