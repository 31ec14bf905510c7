import fc from 'fast-check';
import { viewsOf } from '../text/index.js';
import { languageCode, tellLanguage } from './index.js';

const told = (text: string, declared: readonly string[] = []) => tellLanguage(viewsOf(text), declared);

describe('telling the language', () => {
  it.each([
    ['eng', 'Please come to the meeting tomorrow, we need to talk about the new rules'],
    ['swh', 'Habari za asubuhi wote, mkutano utakuwa kesho saa nne kwa sababu ya mvua'],
    ['fra', "Bonjour à tous, n'oubliez pas que la formation commence demain matin"],
    ['som', 'Waxaan idiin sheegayaa in kulanku uu berri yahay markii la gaaro duhurka'],
    ['hau', 'Don Allah ku zo da wuri gobe saboda akwai taro mai muhimmanci'],
    ['kin', 'Mwaramutse, inama izaba ejo mu gitondo kandi buri muntu agomba kuza'],
    ['ara', 'السلام عليكم، الاجتماع غدا في المدرسة بعد صلاة الظهر'],
    ['fas', 'سلام، جلسه فردا در مدرسه برگزار می‌شود و همه باید بیایند'],
    ['urd', 'السلام علیکم، کل اسکول میں میٹنگ ہے اور سب کو آنا ہے'],
    ['pus', 'سلام، سبا به په ښوونځي کې غونډه وي او ټول باید راشي'],
    ['amh', 'ሰላም ለሁላችሁ ስብሰባው ነገ ጠዋት በትምህርት ቤት ውስጥ ነው'],
    ['tir', 'ሰላም ንኹልኹም ኣኼባ ጽባሕ ንግሆ ኣብ ቤት ትምህርቲ እዩ'],
    ['ukr', 'Доброго ранку, зустріч буде завтра, будь ласка, не запізнюйтеся'],
    ['rus', 'Доброе утро, встреча будет завтра, пожалуйста, не опаздывайте'],
    ['ben', 'আগামীকাল সকালে সভা হবে'],
    ['mya', 'မနက်ဖြန် အစည်းအဝေး ရှိသည်'],
    ['jpn', '明日の朝に会議があります'],
    ['cmn', '明天早上开会'],
  ])('knows %s', (language, text) => {
    const verdict = told(text);
    expect(verdict.language).toBe(language);
    expect(verdict.confidence).toBeGreaterThan(0.4);
  });

  it('says nothing honest about few letters, unless the script decides', () => {
    expect(told('ok merci')).toMatchObject({ language: 'und', script: 'Latn' });
    expect(told('ধন্যবাদ')).toMatchObject({ language: 'ben', script: 'Beng' });
    expect(told('👍 12:30')).toEqual({ language: 'und', confidence: 0, shares: [], script: 'Zyyy' });
  });

  it('knows romanised Arabic by its digits and words', () => {
    expect(told('ya3ni ana mish 3aref leih keda 7abibi')).toMatchObject({ language: 'ara', script: 'Latn' });
  });

  it('lets the declared languages decide between neighbours', () => {
    const text = 'mujhe nahi pata aap kahan hain abhi';
    expect(told(text, ['ur']).language).toBe('urd');
    expect(told(text, ['hi-IN']).language).toBe('hin');
  });

  it('shares out mixed text, by script and within one', () => {
    const scripts = told('Please remember the meeting: الاجتماع غدا في المدرسة بعد الظهر ان شاء الله');
    expect(scripts.shares.map(({ language }) => language).sort()).toEqual(['ara', 'eng']);
    const words = told(
      'Habari za asubuhi wote, mkutano ni kesho. Please do not be late because we have many things to do',
    );
    expect(words.shares.map(({ language }) => language).sort()).toEqual(['eng', 'swh']);
  });

  it('always gives shares of one whole, the largest first, and a confidence of 0..1', () => {
    const text = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('the', 'na', 'هذا', 'это', '你好', ' ')),
    );
    fc.assert(
      fc.property(text, (pieces) => {
        const { language, confidence, shares } = told(pieces.join(' '));
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        if (shares.length === 0) return;
        expect(shares[0]?.language).toBe(language);
        expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
        expect(shares.map(({ share }) => share)).toEqual(
          shares.map(({ share }) => share).sort((a, b) => b - a),
        );
      }),
    );
  });
});

describe('language codes', () => {
  it.each([
    ['sw', 'swh'],
    ['swa', 'swh'],
    ['ar-EG', 'ara'],
    ['apc', 'ara'],
    ['zh_CN', 'cmn'],
    ['et', 'est'],
    ['pes', 'fas'],
    ['gaz', 'orm'],
    ['tok', 'tok'],
    ['xx', 'und'],
    ['', 'und'],
  ])('reads %s as %s', (given, ours) => {
    expect(languageCode(given)).toBe(ours);
  });
});
