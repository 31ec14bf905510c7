import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn } from 'class-validator';
import type { StaffId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { Caller, Permission } from '../../platform/auth/index.js';
import { STAFF_ROLES } from '../roles/may-give.js';
import type { StaffRole } from '../roles/may-give.js';
import { ResetSecondFactor } from '../standing/reset-second-factor.js';
import { SecondFactorRoles } from '../standing/second-factor-roles.js';
import { accepted } from './refusals.js';

export class FactorRolesDto {
  @ApiProperty({ enum: STAFF_ROLES, isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn(STAFF_ROLES, { each: true })
  readonly roles!: readonly StaffRole[];
}

/** Second factors of colleagues: which roles ask for one, and taking off one that was lost. */
@ApiTags('staff')
@Controller('api/v1/staff')
@Permission('staff.manage')
export class StaffFactorsController {
  constructor(
    private readonly secondFactor: SecondFactorRoles,
    private readonly resetFactor: ResetSecondFactor,
  ) {}

  @Put('second-factor-roles')
  @HttpCode(204)
  @ApiOperation({ summary: 'Which roles ask for a second factor; holds for open sessions too' })
  requireFactor(@Caller() caller: Principal, @Body() { roles }: FactorRolesDto): Promise<void> {
    return this.secondFactor.change(caller, roles);
  }

  @Delete(':id/second-factor')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take off a colleague’s lost second factor; their sessions end' })
  async resetSecondFactor(
    @Caller() caller: Principal,
    @Param('id', ParseUUIDPipe) id: StaffId,
  ): Promise<void> {
    accepted(await this.resetFactor.execute(caller, id));
  }
}
