import fc from 'fast-check';
import { aContext, signalsFor } from '../../../../test/factories/examination.js';
import type { Harm } from '../../../kernel/harm.js';
import { scamSigns } from './index.js';

const REGISTER = [
  { id: 'r1', kind: 'organisation', names: ['UNHCR'], contacts: ['unhcr.org', '+254700000009'] },
] as const;
const context = aContext({ identities: REGISTER });

async function probabilityOf(text: string, harm: Harm = 'scam'): Promise<number> {
  const signals = await signalsFor(scamSigns, text, context);
  return signals.find((signal) => signal.harm === harm)?.probability ?? 0;
}

const FRAUDS: readonly (readonly [string, string])[] = [
  ['eng', 'Hello dear, I sent you a 6 digit code by mistake, please send me the verification code'],
  ['eng', 'Send me your M-Pesa PIN and the OTP you received to get the cash aid'],
  [
    'eng',
    'Resettlement to Canada, 100% guaranteed without interview. Pay processing fee of $200 by Western Union, inbox me',
  ],
  [
    'eng',
    'Hi mum this is my new number, I lost my phone. I need money urgently, can you send 5000 to this number?',
  ],
  ['eng', 'Congratulations you have won KES 50,000! To claim your prize click here bit.ly/3xYz'],
  ['eng', 'Double your money in 24 hours! Invest $50 and get back $500, WhatsApp me now'],
  ['eng', 'Your parcel is held at customs, pay the clearance fee of 40 dollars today only'],
  ['eng', 'Apply for the grant at https://unhcr-grants.com/apply'],
  ['eng', 'Free data 50GB for all! Share with 10 groups to activate'],
  ['ara', 'ارسلي لي رمز التحقق الذي وصلك على الواتساب بسرعة'],
  ['ara', 'إعادة توطين مضمونة إلى كندا بدون مقابلة، ادفع رسوم التسجيل 200 دولار وتواصل معي على الخاص'],
  ['ara', 'هذا رقمي الجديد تلفوني ضاع، محتاج مبلغ 300 دولار ضروري وبرجعلك بكرا'],
  [
    'fra',
    'Visa Canada garanti sans entretien, payez les frais de dossier 50 000 FCFA par Orange Money, contactez moi en privé',
  ],
  ['fra', "C'est mon nouveau numéro, j'ai perdu mon téléphone, prête moi 20000 FCFA je te rembourse demain"],
  ['spa', 'Te mandé un código por error, por favor envíame el código de verificación que te llegó'],
  [
    'spa',
    'Visa garantizada sin entrevista, deposita la comisión de 100 dólares y agilizamos tu caso, solo hoy',
  ],
  ['swh', 'Nimekutumia code kimakosa, tafadhali nitumie namba ya uthibitisho iliyokuja'],
  ['swh', 'Umeshinda zawadi ya milioni 5! Piga simu sasa, tuma ada ya usajili kwa M-Pesa'],
  [
    'por',
    'Vaga garantida no Canadá sem entrevista, pague a taxa de inscrição de 300 reais por pix, vagas limitadas',
  ],
  ['por', 'Oi mãe, troquei de número, meu celular quebrou. Consegue fazer um pix? te devolvo amanhã'],
  ['hin', 'आपने लॉटरी में 25 लाख रुपये जीते हैं, तुरंत इस नंबर पर संपर्क करें और प्रोसेसिंग फीस जमा करें'],
  ['hin', 'jaldi otp batao jo code aaya hai'],
  ['urd', 'مبارک ہو آپ کا انعام نکلا ہے، فیس جمع کروائیں اور رابطہ کریں'],
  ['amh', 'የማረጋገጫ ኮድ በስህተት ልኬልሃለሁ እባክህ ኮዱን ላክልኝ'],
  ['som', 'Fadlan ii soo dir koodhka xaqiijinta ee kuu yimid si degdeg ah'],
  ['hau', 'Ka turo min lambar sirri ta OTP da aka turo cikin gaggawa'],
  ['tur', 'Sana yanlışlıkla kod gönderdim, gelen doğrulama kodunu bana gönder'],
  ['pes', 'کد تایید که برات اومد را برام بفرست، اشتباهی فرستادم'],
  ['rus', 'Срочно скинь код из смс, я по ошибке отправил тебе код'],
  ['ind', 'Selamat anda menang hadiah 100 juta, transfer biaya admin dulu, hubungi wa segera'],
];

const NEAR_MISSES: readonly (readonly [string, string])[] = [
  ['eng', 'Never send your verification code or PIN to anyone. UNHCR will never ask for it.'],
  ['eng', 'Beware: someone is asking people to pay a fee for resettlement. UNHCR services are free.'],
  ['eng', 'Registration is free, Monday 9:00 at the office. Please bring your ID card.'],
  ['eng', 'Dear parents, please pay the school fees for term 2 by Friday to the school account'],
  ['eng', 'Chama contribution is due today, please send 500 by M-Pesa to the treasurer'],
  ['eng', 'Tomatoes are 80 shillings per kilo at the market today, hurry before they finish'],
  ['eng', 'I sent you 300 for lunch, thank you for yesterday'],
  ['eng', 'My phone asked for an OTP again haha, I should marry that code 😂'],
  ['eng', 'The visa interview at the embassy took three hours'],
  ['eng', 'More details at https://help.unhcr.org/kenya'],
  ['eng', 'They asked me to pay 200 dollars for a visa, is this real?'],
  ['ara', 'تحذير: لا ترسلوا رمز التحقق لأي شخص، خدمات المفوضية مجانية'],
  ['ara', 'التسجيل مجاني يوم الاثنين في المكتب، يرجى إحضار بطاقة الهوية'],
  ['ara', 'قسط الجمعية هذا الشهر 50 دينار، الدور على أم أحمد'],
  [
    'fra',
    'Attention aux arnaques : ne donnez jamais votre code à personne, les services du HCR sont gratuits',
  ],
  ['fra', 'La cotisation de la tontine est de 5000 FCFA, envoyez par Orange Money à la trésorière'],
  ['spa', 'Cuidado, no compartan el código de verificación con nadie, es una estafa'],
  ['spa', 'El registro es gratuito, el lunes a las 9 en la oficina, traer cédula'],
  ['swh', 'Jihadharini na matapeli: usimpe mtu yeyote namba ya siri, huduma zote ni bure'],
  ['swh', 'Mchango wa chama mwezi huu ni elfu mbili, tuma kwa mhazini kwa M-Pesa'],
  ['por', 'Cuidado com o golpe: nunca envie o código de verificação para ninguém'],
  ['hin', 'सावधान! किसी को भी अपना ओटीपी न बताएं, यह धोखाधड़ी है'],
  ['urd', 'خبردار! کسی کو اپنا پن کوڈ نہ دیں، یہ فراڈ ہے'],
  ['amh', 'ተጠንቀቁ! የማረጋገጫ ኮድ ለማንም አትስጡ ማጭበርበር ነው'],
  ['som', 'Digniin: cidna ha siin lambarka sirta, waa khiyaano'],
  ['hau', 'Hattara da yan damfara, kada ku ba kowa lambar sirri'],
  ['tur', 'Dikkat dolandırıcılar var, doğrulama kodunu kimseyle paylaşmayın'],
  ['pes', 'مواظب باشید کد تایید را به کسی ندهید، کلاهبرداری است'],
  ['rus', 'Осторожно, мошенники! Никому не сообщайте код из смс'],
  ['ind', 'Waspada penipuan, jangan berikan kode OTP kepada siapa pun'],
];

const TRAFFICKING: readonly (readonly [string, string])[] = [
  ['eng', 'Girls 18-25 needed for work in Dubai, free ticket and visa, we keep your passport, inbox me'],
  ['ara', 'مطلوب بنات من عمر 18 للعمل في دبي، التذكرة مجانية والسكن مؤمن، تواصلوا على الخاص'],
  [
    'fra',
    'On cherche jeunes filles 18-25 ans pour travail à Dubaï, billet offert, logement gratuit, contactez moi',
  ],
  [
    'spa',
    'Se buscan chicas de 18 a 25 para trabajar en España, pasaje pagado, todo pago, escríbeme al privado',
  ],
  ['swh', 'Wasichana miaka 18 wanahitajika kazi za ndani Saudi, tiketi bure, tutakaa na pasipoti'],
  [
    'rus',
    'Требуются девушки 18-25 хостес в Дубай, билет оплачиваем, паспорта хранятся у нас, пишите в личку',
  ],
];

describe('scam signs', () => {
  it.each(FRAUDS)('suspects a fraud (%s): %s', async (_language, text) => {
    expect(await probabilityOf(text)).toBeGreaterThanOrEqual(0.5);
  });

  it.each(NEAR_MISSES)(
    'lets honest talk about codes, fees and money pass (%s): %s',
    async (_language, text) => {
      expect(await probabilityOf(text)).toBeLessThan(0.3);
    },
  );

  it.each(TRAFFICKING)('calls a trafficking offer exploitation (%s): %s', async (_language, text) => {
    expect(await probabilityOf(text, 'exploitation')).toBeGreaterThanOrEqual(0.6);
  });

  it('does not call an ordinary vacancy for women exploitation', async () => {
    const text = 'Vacancy: two female nurses for the clinic in Kakuma, contract and salary by the county';
    expect(await probabilityOf(text, 'exploitation')).toBe(0);
  });

  it.each([
    'I sent you a code by mistake, please send me the code you received',
    'This is my new number, phone was stolen, lend me 3000 I will pay you back',
  ])('calls the theft of a code or account by its own name too: %s', async (text) => {
    expect(await probabilityOf(text, 'account_compromise')).toBeGreaterThanOrEqual(0.5);
  });

  it.each([
    'https://unhcr-aid.com',
    'unchr.org',
    'http://unhсr.org/form',
    'see xn--unhr-m2a.org and www.unhcr.org.cash-relief.top/x',
  ])('sees through an address that imitates an official one: %s', async (text) => {
    expect(await probabilityOf(`apply here ${text}`)).toBeGreaterThanOrEqual(0.3);
  });

  it('gives one scam signal per message, however many signs there are', async () => {
    const signals = await signalsFor(scamSigns, FRAUDS.map(([, text]) => text).join('\n'), context);
    expect(signals.filter(({ harm }) => harm === 'scam')).toHaveLength(1);
  });

  it('marks every cue in what the member wrote', async () => {
    const text = 'Please send me your OTP';
    const [signal] = await signalsFor(scamSigns, text, context);
    expect(signal?.spans.map(({ start, end }) => text.slice(start, end))).toContain('OTP');
  });

  it('lowers a suspicion where a warning stands beside it', async () => {
    const bare = await probabilityOf('send me your verification code');
    const warned = await probabilityOf('scam: "send me your verification code"');
    expect(warned).toBeLessThan(bare / 3);
  });

  it('counts a wallet only when its checksum holds', async () => {
    const genuine = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';
    const [right, wrong] = [genuine, genuine.replace('zP1', 'zP2')].map((wallet) => `send usdt to ${wallet}`);
    expect(await probabilityOf(right ?? '')).toBeGreaterThanOrEqual(0.5);
    expect(await probabilityOf(wrong ?? '')).toBeLessThan(0.3);
  });

  it('never throws, keeps spans inside the text and gives away none of it, whatever the text', async () => {
    const pieces = fc.constantFrom(
      ...FRAUDS.map(([, text]) => text.slice(0, 40)),
      '\u202e',
      'http://',
      '0x',
      '\ud800',
    );
    const anything = fc
      .array(fc.oneof(fc.string({ unit: 'binary' }), pieces))
      .map((parts) => parts.join(' '));
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        for (const { spans, reason, probability } of await signalsFor(scamSigns, text, context)) {
          expect(reason.params).toEqual({});
          expect(scamSigns.reasons.en).toHaveProperty([reason.key]);
          expect(probability).toBeLessThanOrEqual(1);
          for (const { start, end } of spans)
            expect(0 <= start && start < end && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells every reason in every language of its catalogue', () => {
    const keys = Object.keys(scamSigns.reasons.en);
    for (const catalogue of Object.values(scamSigns.reasons)) expect(Object.keys(catalogue)).toEqual(keys);
  });
});
