import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ManageTokens, TOKEN_PERMISSIONS } from '../../people/index.js';
import type { NewToken } from '../../people/index.js';
import { Permission } from '../../platform/auth/index.js';
import { FindPlaces, placeOf } from '../staff/role-choice.js';
import { ConsolePages } from '../visit/console-pages.js';
import { IdParam } from '../visit/id-param.js';
import type { Answer } from '../visit/page.js';
import { faulty, page, redirect } from '../visit/page.js';
import { FormReading } from '../visit/read-form.js';
import type { FormFaults, PostedForm } from '../visit/read-form.js';
import { Visiting } from '../visit/visit.js';
import type { SignedVisit } from '../visit/visit.js';
import { TokenMadePage, TokensPage } from './tokens-page.js';
import type { TokenDraft } from './tokens-page.js';

const EMPTY: TokenDraft = { name: '', permissions: [], place: '', days: '90' };

@Controller('tokens')
@ConsolePages()
@Permission('tokens.manage')
export class TokensPagesController {
  constructor(
    private readonly tokens: ManageTokens,
    private readonly places: FindPlaces,
  ) {}

  @Get()
  list(@Visiting() visit: SignedVisit): Promise<Answer> {
    return this.show(visit, EMPTY, {});
  }

  @Post()
  async make(@Visiting() visit: SignedVisit, @Body() posted: PostedForm): Promise<Answer> {
    const { draft, faults, token } = readToken(posted);
    if (token === null) return this.show(visit, draft, faults);
    const made = await this.tokens.make(visit.principal, token);
    if (made.kind === 'made') return page(<TokenMadePage visit={visit} made={made} />);
    const beyond: FormFaults = { permissions: { word: 'tokens.fault.beyond' } };
    return this.show(
      visit,
      draft,
      made.reason === 'beyond-reach' ? beyond : { place: { word: 'fault.choose' } },
    );
  }

  @Post(':id/revoke')
  async revoke(@Visiting() { principal }: SignedVisit, @Param('id', IdParam) id: string): Promise<Answer> {
    await this.tokens.revoke(principal, id);
    return redirect('/tokens');
  }

  private async show(visit: SignedVisit, draft: TokenDraft, faults: FormFaults): Promise<Answer> {
    const tokens = await this.tokens.list(visit.principal);
    const places = await this.places.execute(visit.principal, 'tokens.manage');
    const view = <TokensPage {...{ visit, tokens, places, draft, faults }} />;
    return Object.keys(faults).length > 0 ? faulty(view) : page(view);
  }
}

function readToken(posted: PostedForm): { draft: TokenDraft; faults: FormFaults; token: NewToken | null } {
  const form = new FormReading(posted);
  const permissions = form.choices('permissions', TOKEN_PERMISSIONS);
  const draft = {
    name: form.required('name', 100),
    permissions,
    place: form.text('place'),
    days: form.text('days'),
  };
  const days = form.wholeNumber('days', { min: 1, max: 365 });
  const place = placeOf(draft.place);
  if (place === null) form.blame('place', 'fault.choose');
  if (permissions.length === 0) form.blame('permissions', 'fault.chooseOne');
  if (days === null) form.blame('days', 'fault.required');
  const isWhole = !form.isFaulty && place !== null && days !== null;
  return {
    draft,
    faults: form.faults,
    token: isWhole ? { name: draft.name, permissions, days, ...place } : null,
  };
}
