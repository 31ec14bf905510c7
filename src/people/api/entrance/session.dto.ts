import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { Principal } from '../../../kernel/principal.js';
import type { CurrentSession, EntryStep } from '../../../platform/auth/index.js';
import type { Whoami } from '../../staff/staff.js';

export class CredentialsDto {
  @ApiProperty({ example: 'zawadi@example.org' })
  @IsString()
  @MaxLength(254)
  readonly email!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(128)
  readonly password!: string;
}

export class SetupDto extends CredentialsDto {
  @ApiProperty({ description: 'From the setup link that the service printed when it started' })
  @IsString()
  readonly token!: string;

  @ApiProperty({ example: 'Example Relief' })
  @IsString()
  readonly organisation!: string;

  @ApiProperty({ description: 'Name of the first programme', example: 'Teachers' })
  @IsString()
  readonly programme!: string;

  @ApiProperty({ example: 'Africa/Nairobi' })
  @IsString()
  readonly timezone!: string;

  @ApiProperty({ description: 'Name of the first person', example: 'Zawadi' })
  @IsString()
  readonly name!: string;

  @ApiProperty({ description: 'Language of the console, ISO 639-1', example: 'en' })
  @IsString()
  readonly language!: string;
}

/** Who one is, and what every request that changes something must carry. */
export interface SessionView extends Whoami {
  readonly roles: Principal['roles'];
  /** For the header `x-csrf-token`. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
  /** What has to be done before anything else is open; null when nothing. */
  readonly awaits: EntryStep | null;
}

export function asSessionView(self: Whoami, session: CurrentSession): SessionView {
  const { csrfToken, expiresAt, principal, awaits } = session;
  return { ...self, roles: principal.roles, csrfToken, expiresAt, awaits };
}
