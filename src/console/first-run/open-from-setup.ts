import { Injectable } from '@nestjs/common';
import { FirstRun, OpenOrganisation } from '../../people/index.js';
import type { IssuedSession } from '../../platform/auth/index.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import { readSetup } from './setup-page.js';
import type { SetupDraft } from './setup-page.js';

export interface SetupOutcome {
  readonly draft: SetupDraft;
  readonly faults: FormFaults;
  /** Of the first admin, who is signed in at once; null when nothing was opened. */
  readonly session: IssuedSession | null;
  /** The link was used or has run out. */
  readonly expired: boolean;
}

/** From a posted first-run form to an organisation with its first admin. */
@Injectable()
export class OpenFromSetup {
  constructor(
    private readonly firstRun: FirstRun,
    private readonly openOrganisation: OpenOrganisation,
  ) {}

  isDue(): Promise<boolean> {
    return this.firstRun.isDue();
  }

  isLinkValid(token: string): Promise<boolean> {
    return this.firstRun.isLinkValid(token);
  }

  async open(token: string, posted: PostedForm): Promise<SetupOutcome> {
    const { draft, password, form } = readSetup(posted);
    const outcome = { draft, session: null, expired: false };
    if (form.isFaulty) return { ...outcome, faults: form.faults };
    const opened = await this.openOrganisation.execute({ ...draft, token, password });
    if (opened.kind === 'opened') return { ...outcome, faults: {}, session: opened.session };
    if (opened.reason === 'link-not-valid') return { ...outcome, faults: {}, expired: true };
    return { ...outcome, faults: { password: { word: 'fault.weakPassword' } } };
  }
}
