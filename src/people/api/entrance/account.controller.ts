import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { DuringEntry, Permission, Session } from '../../../platform/auth/index.js';
import type { CurrentSession } from '../../../platform/auth/index.js';
import { ChangeLanguage } from '../../account/change-language.js';
import { ChangePassword } from '../../account/change-password.js';
import { EndSession } from '../../account/end-session.js';
import { OwnSecondFactor } from '../../account/own-second-factor.js';
import type { FactorBegun, FactorConfirmed } from '../../account/own-second-factor.js';
import { ReadAccount } from '../../account/read-account.js';
import type { Account } from '../../account/read-account.js';
import { accepted } from '../refusals.js';

export class PasswordDto {
  @ApiProperty()
  @IsString()
  @MaxLength(128)
  readonly current!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(128)
  readonly next!: string;
}

export class LanguageDto {
  @ApiProperty({ description: 'ISO 639-1', example: 'en' })
  @IsString()
  @MaxLength(2)
  readonly language!: string;
}

export class CodeDto {
  @ApiProperty({ description: 'Of the authenticator app, or a recovery code', example: '123456' })
  @IsString()
  @MaxLength(40)
  readonly code!: string;
}

/** For people only: a program has no account. */
@ApiTags('account')
@Controller('api/v1/account')
@Permission('session.own')
export class AccountController {
  constructor(
    private readonly readAccount: ReadAccount,
    private readonly changePassword: ChangePassword,
    private readonly changeLanguage: ChangeLanguage,
    private readonly factor: OwnSecondFactor,
    private readonly endSession: EndSession,
  ) {}

  @Get()
  @ApiOperation({ summary: 'One’s own account: sessions, second factor' })
  read(@Session() session: CurrentSession): Promise<Account> {
    return this.readAccount.execute(session);
  }

  @Put('password')
  @ApiOperation({ summary: 'A new password; every other session of one’s own ends' })
  async password(
    @Session() session: CurrentSession,
    @Body() body: PasswordDto,
  ): Promise<{ readonly ended: number }> {
    const { ended } = accepted(await this.changePassword.execute(session, body));
    return { ended };
  }

  @Put('language')
  @HttpCode(204)
  @ApiOperation({ summary: 'The language of the console and of mails' })
  language(@Session() { principal }: CurrentSession, @Body() { language }: LanguageDto): Promise<void> {
    return this.changeLanguage.execute(principal, language);
  }

  @Post('second-factor')
  @DuringEntry()
  @ApiOperation({ summary: 'Begin a second factor: the secret for an authenticator app' })
  async begin(@Session() session: CurrentSession): Promise<FactorBegun> {
    return accepted(await this.factor.begin(session));
  }

  @Post('second-factor/confirmation')
  @HttpCode(200)
  @DuringEntry()
  @ApiOperation({
    summary: 'Confirm it with a code of the app; ten recovery codes are in the answer and never again',
  })
  async confirm(@Session() session: CurrentSession, @Body() { code }: CodeDto): Promise<FactorConfirmed> {
    return accepted(await this.factor.confirm(session, code));
  }

  @Post('second-factor/removal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take the second factor off' })
  async remove(@Session() session: CurrentSession, @Body() { code }: CodeDto): Promise<void> {
    accepted(await this.factor.remove(session, code));
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End one of one’s own sessions' })
  end(@Session() { principal }: CurrentSession, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.endSession.one(principal, id);
  }

  @Delete('sessions')
  @ApiOperation({ summary: 'End all of one’s own sessions but this one' })
  async endOthers(@Session() session: CurrentSession): Promise<{ readonly ended: number }> {
    return { ended: await this.endSession.others(session) };
  }
}
