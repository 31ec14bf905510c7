import type { GroupId } from '../../kernel/ids.js';
import type { Basis, BasisEvent, NewBasis } from '../ledger/ledger-event.js';
import type { Purpose } from '../ledger/purpose.js';
import { receiptHash } from '../ledger/receipt.js';

export type LedgerDocument = Readonly<Record<string, unknown>>;

/**
 * Terms of the W3C Data Privacy Vocabulary (https://w3id.org/dpv) arranged as consent records in the sense of
 * ISO/IEC TS 27560:2023; what the vocabulary has no word for stands under `mlinzi:`.
 */
const CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  dct: 'http://purl.org/dc/terms/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  mlinzi: 'urn:mlinzi:ledger#',
} as const;

const LEGAL_BASES: Readonly<Record<Basis, string>> = {
  consent: 'dpv:Consent',
  explicit_consent: 'dpv:ExplicitlyExpressedConsent',
  vital_interest: 'dpv:VitalInterest',
  public_interest: 'dpv:PublicInterest',
  legitimate_interest: 'dpv:LegitimateInterest',
  legal_obligation: 'dpv:LegalObligation',
  contract: 'dpv:Contract',
};

/** The closest purpose of the vocabulary; our own name stands beside it. */
const DPV_PURPOSES: Readonly<Record<Purpose, string>> = {
  scan_hate: 'dpv:MaintainSafety',
  scan_scam: 'dpv:FraudPreventionAndDetection',
  scan_misinformation: 'dpv:MisusePreventionAndDetection',
  scan_impersonation: 'dpv:IdentityVerification',
  scan_personal_data: 'dpv:EnforceSecurity',
  act: 'dpv:EnforceSecurity',
  share_agency: 'dpv:LegalCompliance',
  improve_models: 'dpv:ServiceOptimisation',
  report_statistics: 'dpv:Reporting',
};

export function asJsonLd(groupId: GroupId, events: readonly BasisEvent[]): LedgerDocument {
  return {
    '@context': CONTEXT,
    '@id': `urn:uuid:${groupId}`,
    '@type': 'mlinzi:GroupLedger',
    'mlinzi:schemaVersion': 'ISO/IEC TS 27560:2023',
    'mlinzi:events': events.map(asRecord),
  };
}

function asRecord(event: BasisEvent): LedgerDocument {
  return {
    '@id': `urn:uuid:${event.id}`,
    '@type': 'dpv:ConsentRecord',
    'dct:issued': timestamp(event.at),
    'dpv:hasDataController': { '@id': `urn:uuid:${event.organisationId}` },
    'dpv:hasStatus': event.event === 'recorded' ? 'dpv:ConsentGiven' : 'dpv:ConsentWithdrawn',
    'mlinzi:recordedBy': event.recordedBy,
    'mlinzi:receiptHash': Buffer.from(receiptHash(event)).toString('hex'),
    ...(event.event === 'recorded' ? asTerms(event.terms) : {}),
  };
}

function asTerms(terms: NewBasis): LedgerDocument {
  return {
    'dpv:hasLegalBasis': LEGAL_BASES[terms.basis],
    'dpv:hasPurpose': terms.purposes.map((purpose) => ({
      '@type': DPV_PURPOSES[purpose],
      'dct:title': purpose,
    })),
    'dpv:hasNotice': {
      '@type': 'dpv:ConsentNotice',
      'dct:hasVersion': terms.noticeVersion,
      'dct:language': terms.noticeLanguages,
      'dct:description': terms.noticeText,
    },
    'dpv:isIndicatedBy': { 'dct:title': terms.decidedBy, 'mlinzi:capacity': terms.expressedBy },
    'dpv:isIndicatedAtTime': timestamp(terms.decidedAt),
    'dpv:hasIndicationMethod': terms.method,
    'dpv:hasExpiryTime': terms.validUntil && timestamp(terms.validUntil),
    'mlinzi:specialCategoryCondition': terms.specialCategoryCondition,
    'mlinzi:balancingTest': terms.balancingTestId,
    'mlinzi:powerImbalance': terms.powerImbalance,
  };
}

function timestamp(at: Date): LedgerDocument {
  return { '@type': 'xsd:dateTime', '@value': at.toISOString() };
}
