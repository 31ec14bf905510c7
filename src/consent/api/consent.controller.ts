import { Body, Controller, Delete, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { GroupId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { ExportLedger } from '../export/export-ledger.js';
import type { LedgerDocument } from '../export/json-ld.js';
import type { RefusedCount } from '../gate/gate.js';
import { RefusalsOf } from '../gate/refusals-of.js';
import { BasisOf } from '../ledger/basis-of.js';
import { RecordBasis } from '../ledger/record-basis.js';
import { RecordObjection } from '../ledger/record-objection.js';
import type { ObjectionRecorded } from '../ledger/record-objection.js';
import type { BasisStatus } from '../ledger/status.js';
import { WithdrawBasis } from '../ledger/withdraw-basis.js';
import { asNewBasis, asObjection, NewBasisDto, ObjectionDto } from './consent.dto.js';
import { accepted } from './refusals.js';

@ApiTags('consent')
@Controller('api/v1/groups/:id')
export class BasisController {
  constructor(
    private readonly basisOf: BasisOf,
    private readonly recordBasis: RecordBasis,
    private readonly withdrawBasis: WithdrawBasis,
    private readonly exportLedger: ExportLedger,
    private readonly refusalsOf: RefusalsOf,
  ) {}

  @Get('basis')
  @Permission('basis.read')
  @ApiOperation({ summary: 'What the group decided, as it stands' })
  read(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: GroupId): Promise<BasisStatus> {
    return this.basisOf.execute(caller, id);
  }

  @Post('basis')
  @Permission('basis.record')
  @ApiOperation({ summary: 'Record a basis; it replaces the one before' })
  async record(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: GroupId,
    @Body() body: NewBasisDto,
  ): Promise<BasisStatus> {
    return accepted(await this.recordBasis.execute(caller, id, asNewBasis(body)));
  }

  @Delete('basis')
  @Permission('basis.record')
  @ApiOperation({ summary: 'Withdraw the basis: nothing of the group is read from now on' })
  async withdraw(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: GroupId): Promise<BasisStatus> {
    return accepted(await this.withdrawBasis.execute(caller, id));
  }

  @Get('ledger')
  @Permission('basis.read')
  @ApiOperation({ summary: 'The group’s ledger as JSON-LD (W3C DPV, ISO/IEC TS 27560)' })
  export(@Caller() caller: Principal, @Param('id', ParseUUIDPipe) id: GroupId): Promise<LedgerDocument> {
    return this.exportLedger.execute(caller, id);
  }

  @Get('refusals')
  @Permission('basis.read')
  @ApiOperation({ summary: 'How many messages were refused in the last 30 days, by reason' })
  refusals(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: GroupId,
  ): Promise<readonly RefusedCount[]> {
    return this.refusalsOf.execute(caller, id);
  }
}

@ApiTags('consent')
@Controller('api/v1/objections')
export class ObjectionsController {
  constructor(private readonly recordObjection: RecordObjection) {}

  @Post()
  @Permission('objections.record')
  @ApiOperation({ summary: 'Record that a member opts out, or in again' })
  record(@Caller() caller: Principal, @Body() body: ObjectionDto): Promise<ObjectionRecorded> {
    return this.recordObjection.execute(caller, asObjection(body));
  }
}
