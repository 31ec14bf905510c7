import fc from 'fast-check';
import { aMessage } from '../../../../test/factories/message.js';
import type { GroupProfile } from '../../../kernel/group-profile.js';
import type { Harm } from '../../../kernel/harm.js';
import { newId } from '../../../kernel/ids.js';
import type { Signal } from '../../../kernel/signal.js';
import type { DetectionContext } from '../../detector.js';
import { viewsOf } from '../../text/index.js';
import { lexicon } from './index.js';

const groupId = newId<'group'>();

/** A group that declares `languages`; nothing is remembered, because words alone are read. */
function contextOf(languages: readonly string[]): DetectionContext {
  const group: GroupProfile = {
    id: groupId,
    name: 'Nakuru_Parents_1',
    languages,
    timezone: 'Africa/Nairobi',
    regions: [],
    sizeLimit: null,
    settings: {},
  };
  return {
    organisationId: newId<'organisation'>(),
    now: new Date(0),
    groups: new Map([[groupId, group]]),
    identities: [],
    claims: [],
    sightings: { key: new Uint8Array(32), recall: () => Promise.resolve(new Map()) },
    conversations: { turnsBefore: () => Promise.resolve([]) },
    names: { recall: () => Promise.resolve({ changedAt: new Map(), sameName: new Map() }) },
    abort: new AbortController().signal,
  };
}

/** What is said of a text whose language nobody could tell, in a group that declares `languages`. */
async function signalsFor(text: string, ...languages: string[]): Promise<readonly Signal[]> {
  const message = await aMessage().in(groupId).saying(text).admitted();
  const language = { language: 'und', confidence: 0, shares: [], script: 'Zyyy' };
  return lexicon.detect([{ message, views: viewsOf(text), language }], contextOf(languages), new Map());
}

async function probabilityOf(harm: Harm, text: string, language: string): Promise<number> {
  const signals = await signalsFor(text, language);
  return signals.find((signal) => signal.harm === harm)?.probability ?? 0;
}

const ATTACKS: readonly (readonly [string, Harm, string])[] = [
  ['eng', 'hate', 'Those refugees are cockroaches, all of them'],
  ['eng', 'hate', 'Go back to your country, nobody wants you'],
  ['eng', 'hate', 'Foreigners out of our town'],
  ['eng', 'threat', 'We will burn your house tonight'],
  ['eng', 'threat', 'I will kill you and your brother'],
  ['eng', 'threat', 'kill all the foreigners before Friday'],
  ['eng', 'abuse', 'you are so stupid and ugly'],
  ['eng', 'abuse', 'you 1d10t'],
  ['eng', 'abuse', 'nobody likes you, kill yourself'],
  ['eng', 'exploitation', 'send me a nude photo and dont tell your mother'],
  ['eng', 'disclosure', 'I just want to die, I am tired of living'],
  ['eng', 'disclosure', 'my husband beats me every night'],
  ['ara', 'hate', 'اللاجئين كلهم صراصير'],
  ['ara', 'hate', 'ارجعوا إلى بلدكم'],
  ['ara', 'threat', 'سنحرق بيوتكم الليلة'],
  ['ara', 'threat', 'والله رح اقتلك'],
  ['ara', 'threat', 'الموت لليهود'],
  ['ara', 'abuse', 'يا ابن الكلب'],
  ['ara', 'abuse', 'انت غبي'],
  ['ara', 'exploitation', 'ابعتيلي صورك عريانة'],
  ['ara', 'disclosure', 'تعبت من الحياة وبدي موت'],
  ['ara', 'disclosure', 'زوجي بيضربني كل يوم'],
  ['ara', 'abuse', 'ya kalb enta w ebn sharmouta'],
  ['ara', 'threat', 'walla ra7 a2tlak'],
  ['fra', 'hate', 'Ces réfugiés sont des cafards'],
  ['fra', 'hate', 'rentre dans ton pays'],
  ['fra', 'threat', 'on va brûler votre maison'],
  ['fra', 'threat', 'je vais te tuer ce soir'],
  ['fra', 'abuse', 'ferme ta gueule connard'],
  ['fra', 'disclosure', 'je veux mourir, je nen peux plus'],
  ['swh', 'hate', 'wakimbizi ni mende'],
  ['swh', 'hate', 'rudini kwenu'],
  ['swh', 'threat', 'tutachoma nyumba zenu usiku'],
  ['swh', 'threat', 'nitakuua wewe'],
  ['swh', 'abuse', 'wewe mjinga sana, mbwa wewe'],
  ['swh', 'disclosure', 'nimechoka na maisha, nataka kufa'],
  ['swh', 'disclosure', 'mume wangu ananipiga kila siku'],
  ['spa', 'hate', 'fuera los venezolanos de aquí'],
  ['spa', 'hate', 'esos migrantes son cucarachas'],
  ['spa', 'threat', 'te voy a matar'],
  ['spa', 'threat', 'vamos a quemar su casa'],
  ['spa', 'abuse', 'hijo de puta'],
  ['spa', 'disclosure', 'ya no quiero vivir'],
  ['por', 'hate', 'volta pro teu país, imigrante imundo'],
  ['por', 'threat', 'vou te matar'],
  ['por', 'abuse', 'vai tomar no cu'],
  ['hin', 'hate', 'ये मुसलमान दीमक हैं'],
  ['hin', 'threat', 'तुझे जान से मार दूंगा'],
  ['hin', 'abuse', 'tu harami hai'],
  ['hin', 'threat', 'tujhe jaan se maar dunga'],
  ['urd', 'hate', 'افغانیوں کو ملک سے نکالو'],
  ['urd', 'abuse', 'کتے کے بچے'],
  ['urd', 'disclosure', 'میں خودکشی کرنا چاہتا ہوں'],
  ['amh', 'hate', 'ከአገራችን ውጡ'],
  ['amh', 'threat', 'ቤታችሁን እናቃጥላለን'],
  ['amh', 'abuse', 'የውሻ ልጅ'],
  ['som', 'abuse', 'waryaa nacas yahow eey baad tahay'],
  ['som', 'threat', 'waan ku dilayaa'],
  ['hau', 'threat', 'zan kashe ka'],
  ['hau', 'abuse', 'shege dan iska'],
  ['tur', 'hate', 'Suriyeliler defolun, ülkemizde mülteci istemiyoruz'],
  ['tur', 'threat', 'seni öldüreceğim'],
  ['tur', 'abuse', 'şerefsiz herif'],
  ['pes', 'hate', 'افغانی کثیف برگرد به کشورت'],
  ['pes', 'threat', 'می‌کشمت'],
  ['rus', 'hate', 'мигранты вон из города'],
  ['rus', 'threat', 'я тебя убью'],
  ['rus', 'abuse', 'ты тварь'],
  ['kin', 'threat', 'tuzakwica'],
  ['kin', 'hate', 'abatutsi ni inzoka'],
];

it.each(ATTACKS)('%s: finds %s in "%s"', async (language, harm, text) => {
  expect(await probabilityOf(harm, text, language)).toBeGreaterThan(0.19);
});

const INNOCENT: readonly (readonly [string, string, string])[] = [
  [
    'eng',
    'a place whose name holds a rude word',
    'The bus to Scunthorpe leaves at nine, and cocktails are at the Penistone hotel',
  ],
  ['eng', 'food', "I'd kill for a pizza right now"],
  ['eng', 'a figure of speech', 'please kill the lights and kill the engine'],
  ['eng', 'real cockroaches', 'there are cockroaches in the kitchen where the refugees cook, we need spray'],
  ['eng', 'a pet', 'my dog is sick, is there a vet near the camp'],
  ['eng', 'going home', 'go home safely after the meeting'],
  ['eng', 'medicine', 'the doctor said my growth was retarded by malaria, the infection is gone'],
  ['eng', 'a negated threat', 'I will not kill you, relax'],
  ['eng', 'oneself', 'I am so stupid, I forgot my keys'],
  ['eng', 'a proverb', 'when the snake is in the house one need not discuss the matter at length'],
  ['eng', 'a prayer', 'may God protect all refugees and give them peace'],
  ['ara', 'a name that equals an insult', 'عبد الله وعبد الرحمن سيأتيان غدا'],
  ['ara', 'a figure of speech', 'متت من الضحك على هالفيديو'],
  ['ara', 'a feast', 'سنذبح الخروف يوم العيد ان شاء الله'],
  ['ara', 'real vermin', 'في صراصير بالمطبخ عند اللاجئين بدنا مبيد'],
  ['fra', 'hunger', 'je meurs de faim, à mourir de rire ce film'],
  ['fra', 'sadness', "j'ai le cafard aujourd'hui"],
  ['swh', 'grilling meat', 'tutachoma nyama nyumbani kwetu jumapili'],
  ['swh', 'calling somebody', 'nitakupigia simu kesho asubuhi'],
  ['swh', 'a slaughtered goat', 'tutachinja mbuzi wa sikukuu'],
  ['spa', 'laughter', 'me muero de risa con ese perro caliente'],
  ['spa', 'black coffee', 'un café negro por favor'],
  ['por', 'hunger', 'tô morrendo de fome, vou matar a saudade'],
  ['hin', 'hunger', 'भूख से मर रहा हूं यार'],
  ['tur', 'laughter', 'gülmekten öldüm ya, eşek şakası'],
  ['rus', 'laughter', 'умираю от смеха, какой я дурак'],
  ['hau', 'switching off', 'kashe wuta kafin ka fita'],
];

it.each(INNOCENT)('%s: says nothing about %s: "%s"', async (language, _, text) => {
  expect((await signalsFor(text, language)).map(({ harm, reason }) => [harm, reason.key])).toEqual([]);
});

const SOFTENED: readonly (readonly [string, Harm, string, string])[] = [
  ['eng', 'hate', 'you are a faggot', 'he called me a faggot at the market'],
  ['eng', 'hate', 'that nigger', 'please stop saying nigger, it is a slur'],
  ['eng', 'hate', 'those refugees are cockroaches', 'those refugees are not cockroaches'],
  ['eng', 'hate', 'faggot', 'I am a proud faggot'],
  ['eng', 'threat', 'we will destroy them', 'we will destroy them on Saturday, what a match'],
  ['eng', 'abuse', 'you idiot', 'she wrote "you idiot" on the wall'],
  ['ara', 'abuse', 'يا كلب', 'قال لي يا كلب'],
  ['fra', 'abuse', 'connard', 'il m’a traité de connard'],
  ['swh', 'abuse', 'mbwa wewe', 'aliniita mbwa wewe'],
  ['spa', 'abuse', 'pendejo', 'no digas pendejo, es un insulto'],
  ['rus', 'abuse', 'ублюдок', 'он назвал меня «ублюдок»'],
  ['tur', 'abuse', 'şerefsiz', 'bana şerefsiz dedi, bu hakarettir'],
];

it.each(SOFTENED)(
  '%s: believes in %s less when "%s" becomes "%s"',
  async (...[language, harm, plain, softened]) => {
    const before = await probabilityOf(harm, plain, language);
    expect(before).toBeGreaterThan(0);
    expect(await probabilityOf(harm, softened, language)).toBeLessThan(before * 0.75);
  },
);

it('believes a disclosure however it is quoted or denied', async () => {
  const plain = await probabilityOf('disclosure', 'I want to die', 'eng');
  expect(await probabilityOf('disclosure', 'she said I want to die', 'eng')).toBe(plain);
});

it('reads the lists of the group and of the message, and no others', async () => {
  const swahili = 'kwekwe';
  expect(await signalsFor(swahili, 'swh')).toHaveLength(1);
  expect(await signalsFor(swahili, 'tur')).toEqual([]);
});

it('trusts itself less where neither message nor group says the language', async () => {
  const [told] = await signalsFor('kwekwe', 'swh');
  const [guessed] = await signalsFor('kwekwe');
  expect(guessed?.probability).toBeLessThan(told?.probability ?? 0);
});

it('counts overlapping phrases of several lists once', async () => {
  const [both] = await signalsFor('puta', 'spa', 'por');
  const [one] = await signalsFor('puta', 'spa');
  expect(both?.probability).toBe(one?.probability);
});

it('never reaches certainty from words alone', async () => {
  const worst = ATTACKS.filter(([language]) => language === 'eng')
    .map(([, , text]) => text)
    .join('. ');
  for (const { probability } of await signalsFor(worst, 'eng')) expect(probability).toBeLessThan(1);
});

it('keeps its spans inside the text and its reasons in the catalogue, whatever surrounds a hit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(...ATTACKS),
      fc.string({ unit: 'binary', maxLength: 60 }),
      async (before, [language, , attack], after) => {
        const text = `${before} ${attack} ${after}`;
        for (const { spans, reason } of await signalsFor(text, language)) {
          expect(lexicon.reasons.en).toHaveProperty([reason.key]);
          expect(reason.params).toEqual({});
          for (const { start, end } of spans)
            expect(0 <= start && start < end && end <= text.length).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});
