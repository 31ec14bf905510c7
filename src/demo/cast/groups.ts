import { readFileSync } from 'node:fs';
import type { NewGroup } from '../../people/index.js';

/** A group of the demo with the week that its members wrote. */
export interface DemoGroup extends Omit<NewGroup, 'programmeId'> {
  readonly language: 'eng' | 'ara' | 'swh';
  /** What its members were told before anything was read. */
  readonly notice: string;
}

export const PROGRAMME = {
  organisation: 'Lakeside Learning',
  programme: 'Learning together',
  timezone: 'Africa/Nairobi',
} as const;

const PATTERN = '^\\w+_\\w+_Group\\d+$';

export const GROUPS: readonly DemoGroup[] = [
  {
    language: 'eng',
    name: 'Lakeside_Teachers_Group1',
    languages: ['eng'],
    timezone: 'Africa/Nairobi',
    regions: ['KE'],
    sizeLimit: 20,
    namingPattern: PATTERN,
    notice:
      'Messages in this group are read by Mlinzi, a program on our own computer, to find scams, threats and false rumours. A coordinator looks at what it finds. Say no at any time and yours are left out.',
  },
  {
    language: 'ara',
    name: 'Alwadi_Sewing_Group2',
    languages: ['ara'],
    timezone: 'Asia/Amman',
    regions: ['JO'],
    sizeLimit: 20,
    namingPattern: PATTERN,
    notice:
      'يقرأ برنامج «Mlinzi» رسائل هذه المجموعة على حاسوبنا نفسه ليجد الاحتيال والتهديد والشائعات الكاذبة، وتطّلع المنسّقة على ما يجده. لكِ أن ترفضي في أي وقت فتُستثنى رسائلك.',
  },
  {
    language: 'swh',
    name: 'Mtoni_Savings_Group3',
    languages: ['swh', 'eng'],
    timezone: 'Africa/Nairobi',
    regions: ['KE'],
    sizeLimit: 50,
    namingPattern: PATTERN,
    notice:
      'Ujumbe wa kikundi hiki unasomwa na Mlinzi, programu iliyo kwenye kompyuta yetu wenyewe, ili kupata utapeli, vitisho na uvumi wa uongo. Mratibu huangalia kinachopatikana. Unaweza kukataa wakati wowote na ujumbe wako hautasomwa.',
  },
];

/** The rumour that goes round, as fact-checkers have written it down. */
export const CLAIM = {
  verdict: 'false',
  source: 'https://factcheck.example.org/vaccine',
  wordings: [
    { language: 'eng', text: 'The vaccine at the clinic makes girls infertile and doctors are hiding it' },
    { language: 'ara', text: 'لقاح العيادة يسبب العقم للبنات والأطباء يخفون الحقيقة' },
    { language: 'swh', text: 'Chanjo ya kliniki inafanya wasichana wawe tasa, madaktari wanaficha ukweli' },
  ],
} as const;

/** The week as its members wrote it; days are counted back from today, `D-1` is yesterday. */
export function chatOf({ language }: DemoGroup): string {
  return readFileSync(new URL(`../chats/${language}.txt`, import.meta.url), 'utf8');
}
