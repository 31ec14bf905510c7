import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Claim } from '../../kernel/claim.js';
import type { Identity } from '../../kernel/identity.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { AddClaim, ListClaims, RemoveClaim } from '../library/claims.js';
import { AddIdentity, ListIdentities, RemoveIdentity } from '../library/identities.js';
import { asNewClaim, NewClaimDto, NewIdentityDto } from './library.dto.js';

@ApiTags('identities')
@Controller('api/v1/identities')
export class IdentitiesController {
  constructor(
    private readonly listIdentities: ListIdentities,
    private readonly addIdentity: AddIdentity,
    private readonly removeIdentity: RemoveIdentity,
  ) {}

  @Get()
  @Permission('register.read')
  @ApiOperation({ summary: 'The register of official identities' })
  list(@Caller() caller: Principal): Promise<readonly Identity[]> {
    return this.listIdentities.execute(caller);
  }

  @Post()
  @Permission('register.manage')
  @ApiOperation({ summary: 'Add an official identity' })
  add(@Caller() caller: Principal, @Body() body: NewIdentityDto): Promise<Identity> {
    return this.addIdentity.execute(caller, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permission('register.manage')
  @ApiOperation({ summary: 'Remove an official identity' })
  remove(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.removeIdentity.execute(caller, id);
  }
}

@ApiTags('claims')
@Controller('api/v1/claims')
export class ClaimsController {
  constructor(
    private readonly listClaims: ListClaims,
    private readonly addClaim: AddClaim,
    private readonly removeClaim: RemoveClaim,
  ) {}

  @Get()
  @Permission('claims.read')
  @ApiOperation({ summary: 'Known rumours with their verdicts, newest first' })
  list(@Caller() caller: Principal): Promise<readonly Claim[]> {
    return this.listClaims.execute(caller);
  }

  @Post()
  @Permission('claims.manage')
  @ApiOperation({ summary: 'Add a claim' })
  add(@Caller() caller: Principal, @Body() body: NewClaimDto): Promise<Claim> {
    return this.addClaim.execute(caller, asNewClaim(body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Permission('claims.manage')
  @ApiOperation({ summary: 'Remove a claim' })
  remove(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.removeClaim.execute(caller, id);
  }
}
