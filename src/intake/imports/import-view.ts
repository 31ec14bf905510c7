import { ApiProperty } from '@nestjs/swagger';
import type { DateOrder } from '../../channels/index.js';
import type { QuarantinedLine } from './import.js';
import type { ImportReport } from './read-import.js';

class QuarantinedLineView implements QuarantinedLine {
  @ApiProperty({ description: 'Line of the file, 1-based' })
  readonly line!: number;

  @ApiProperty({ example: 'broken-date' })
  readonly reason!: string;
}

export class ImportView implements Omit<ImportReport, 'broken'> {
  @ApiProperty({ format: 'uuid' })
  readonly id!: ImportReport['id'];

  @ApiProperty({ format: 'uuid' })
  readonly groupId!: ImportReport['groupId'];

  @ApiProperty({ type: String, nullable: true })
  readonly fileName!: string | null;

  @ApiProperty({ description: 'Bytes of the chat, unpacked' })
  readonly bytes!: number;

  @ApiProperty({ example: 'whatsapp-export' })
  readonly format!: string;

  @ApiProperty({ example: 'android-24h' })
  readonly variant!: string;

  @ApiProperty({ enum: ['dmy', 'mdy', 'ymd'], nullable: true, type: String })
  readonly dateOrder!: DateOrder | null;

  @ApiProperty({ description: '0.5 (a guess) to 1 (proven by the file)' })
  readonly dateOrderSure!: number;

  @ApiProperty()
  readonly messages!: number;

  @ApiProperty({ description: 'Lines the app itself wrote' })
  readonly system!: number;

  @ApiProperty({ description: 'Attachments beside the chat; hashed, not kept' })
  readonly media!: number;

  @ApiProperty()
  readonly members!: number;

  @ApiProperty({ description: 'Entries that could not be read' })
  readonly quarantined!: number;

  @ApiProperty({ type: Date, nullable: true })
  readonly firstAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true })
  readonly lastAt!: Date | null;

  @ApiProperty({ description: 'Messages walked so far; all of `messages` when finished' })
  readonly walked!: number;

  @ApiProperty({ description: 'Of `walked`: known from an earlier import' })
  readonly duplicates!: number;

  @ApiProperty({ description: 'Of `walked`: not allowed to be read; only counted' })
  readonly refused!: number;

  @ApiProperty({ description: 'Of `walked`: raised for a human' })
  readonly flagged!: number;

  @ApiProperty({ description: 'Messages in deliveries that failed for good and wait for a person' })
  readonly dead!: number;

  @ApiProperty({ format: 'uuid' })
  readonly acceptedBy!: ImportReport['acceptedBy'];

  @ApiProperty()
  readonly acceptedAt!: Date;

  @ApiProperty({ type: Date, nullable: true })
  readonly finishedAt!: Date | null;
}

export class ImportReportView extends ImportView implements ImportReport {
  @ApiProperty({
    type: [QuarantinedLineView],
    description: 'The first thousand entries that could not be read',
  })
  readonly broken!: readonly QuarantinedLineView[];
}
