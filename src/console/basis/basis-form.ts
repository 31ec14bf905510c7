import { BASES, BASIS_METHODS, EXPRESSED_BY, PURPOSES } from '../../consent/index.js';
import type { NewBasis, Purpose } from '../../consent/index.js';
import { FormReading, dayOf } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import { joinNotices, noticeVersion, readyMadeNotices } from './notices.js';
import type { Notices } from './notices.js';

/** Conditions of GDPR article 9 (2) that communities can rely on; looking for hate touches origin, religion and health. */
export const SPECIAL_CONDITIONS = [
  'explicit_consent',
  'vital_interests',
  'not_for_profit_body',
  'substantial_public_interest',
] as const;

/** A notice nobody can read on a phone is none. */
const NOTICE_LIMIT = 4_000;

const YES_NO = ['yes', 'no'] as const;

/** The form as the person left it. */
export interface BasisDraft {
  readonly powerImbalance: string;
  readonly basis: string;
  readonly balancingTestId: string;
  readonly specialCategoryCondition: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly validUntil: string;
  readonly method: string;
  readonly expressedBy: string;
  readonly purposes: readonly string[];
  readonly notices: Notices;
  /** ISO 639-3 languages in which people were really told. */
  readonly told: readonly string[];
}

/** What the form knows about the group before anyone fills it in. */
export interface BasisSetting {
  /** ISO 639-3 languages of the group: the notice is told in these unless the person says otherwise. */
  readonly spoken: readonly string[];
  /** Those of the group, then those with a ready-made notice. */
  readonly languages: readonly string[];
  readonly organisation: string;
  /** IANA zone in which days begin and end. */
  readonly zone: string;
}

/** A year is long enough for a cohort and short enough that somebody asks again. */
const DEFAULT_DAYS = 365;

/** Scanning for everything is what the notice says; the four uses beyond scanning are asked for one by one. */
export function emptyBasis(now: Date, setting: BasisSetting): BasisDraft {
  const { zone, spoken, languages, organisation } = setting;
  return {
    powerImbalance: '',
    basis: '',
    balancingTestId: '',
    specialCategoryCondition: '',
    decidedBy: '',
    decidedAt: dayOf(now, zone),
    validUntil: dayOf(new Date(now.getTime() + DEFAULT_DAYS * 86_400_000), zone),
    method: '',
    expressedBy: '',
    purposes: PURPOSES.filter((purpose) => purpose.startsWith('scan_')),
    notices: readyMadeNotices(languages, organisation),
    told: spoken,
  };
}

export interface ReadBasisForm {
  readonly draft: BasisDraft;
  readonly faults: FormFaults;
  /** Null when there are faults. */
  readonly basis: NewBasis | null;
}

export function readBasisForm(posted: PostedForm, setting: BasisSetting): ReadBasisForm {
  const form = new FormReading(posted);
  const draft = readDraft(form, setting.languages);
  const basis = readBasis(form, draft, setting);
  return { draft, faults: form.faults, basis: form.isFaulty ? null : basis };
}

function readDraft(form: FormReading, languages: readonly string[]): BasisDraft {
  return {
    powerImbalance: form.text('powerImbalance'),
    basis: form.text('basis'),
    balancingTestId: form.text('balancingTestId'),
    specialCategoryCondition: form.text('specialCategoryCondition'),
    decidedBy: form.text('decidedBy'),
    decidedAt: form.text('decidedAt'),
    validUntil: form.text('validUntil'),
    method: form.text('method'),
    expressedBy: form.text('expressedBy'),
    purposes: form.choices('purposes', PURPOSES),
    notices: Object.fromEntries(languages.map((language) => [language, form.text(`notice-${language}`)])),
    told: form.choices('told', languages),
  };
}

/** Field by field in the order of the page; null when something that cannot be guessed is missing. */
function readBasis(form: FormReading, draft: BasisDraft, setting: BasisSetting): NewBasis | null {
  const { zone, organisation } = setting;
  const power = form.choice('powerImbalance', YES_NO);
  const basis = form.choice('basis', BASES);
  const method = form.choice('method', BASIS_METHODS);
  const expressedBy = form.choice('expressedBy', EXPRESSED_BY);
  const decidedBy = form.required('decidedBy', 200);
  const decidedAt = form.day('decidedAt', { zone, edge: 'start' });
  const validUntil = form.day('validUntil', { zone, edge: 'end' });
  if (decidedAt === null) form.blame('decidedAt', 'fault.required');
  if (draft.purposes.length === 0) form.blame('purposes', 'fault.chooseOne');
  checkNotices(form, draft);
  if (basis === null || method === null || expressedBy === null || decidedAt === null) return null;
  const told = Object.fromEntries(draft.told.map((language) => [language, draft.notices[language] ?? '']));
  return {
    basis,
    method,
    expressedBy,
    decidedBy,
    decidedAt,
    validUntil,
    purposes: draft.purposes as readonly Purpose[],
    noticeText: joinNotices(told),
    noticeVersion: noticeVersion(told, organisation),
    noticeLanguages: draft.told,
    specialCategoryCondition: orNull(draft.specialCategoryCondition),
    balancingTestId: orNull(draft.balancingTestId),
    powerImbalance: power === 'yes',
  };
}

function checkNotices(form: FormReading, { told }: BasisDraft): void {
  if (told.length === 0) form.blame('notice', 'basis.fault.notice');
  for (const language of told) form.required(`notice-${language}`, NOTICE_LIMIT);
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
