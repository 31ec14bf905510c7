import { Injectable } from '@nestjs/common';
import type { OpenExport } from '../../../channels/index.js';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import type { GroupId, ImportId, OrganisationId } from '../../../kernel/ids.js';
import type { InboundMessage } from '../../../kernel/message.js';
import type { Transaction } from '../../../kernel/transaction.js';
import { packChunk } from '../../deliveries/chunk.js';
import type { InboundJoin } from '../../deliveries/chunk.js';
import { BATCH_MESSAGES } from '../../traffic/choose-head.js';
import type { Delivery } from '../../traffic/delivery.js';
import { TrafficLog } from '../../traffic/traffic-log.js';
import { Stock, joinsOf } from './take-stock.js';

export interface ExportToPublish {
  readonly organisationId: OrganisationId;
  readonly groupId: GroupId;
  readonly importId: ImportId;
  readonly export: OpenExport;
}

/** A chunk of the longest messages there are is still only this much to seal, store and parse at once. */
const CHUNK_CHARACTERS = 1024 * 1024;

/** Streams an export into the traffic log in chunks the size of a batch; memory does not grow with the file. */
@Injectable()
export class PublishExport {
  constructor(
    private readonly log: TrafficLog,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Transaction, file: ExportToPublish): Promise<Stock> {
    const stock = new Stock();
    let chunk = new ChunkInMaking();
    const publish = async (): Promise<void> => {
      if (chunk.isEmpty) return;
      await this.log.publish(tx, [this.delivery(file, chunk)]);
      chunk = new ChunkInMaking();
    };
    for await (const entries of file.export.entries()) {
      for (const entry of entries) {
        stock.add(entry);
        if (entry.kind === 'message') chunk.messages.push(entry.message);
        chunk.characters += entry.kind === 'message' ? entry.message.text.length : 0;
        chunk.joins.push(...joinsOf(entry));
        if (chunk.isFull) await publish();
      }
    }
    await publish();
    return stock;
  }

  private delivery(file: ExportToPublish, chunk: ChunkInMaking): Delivery {
    return {
      id: newId(),
      organisationId: file.organisationId,
      groupId: file.groupId,
      origin: { kind: 'import', importId: file.importId },
      channelKind: file.export.header.format,
      receivedAt: this.clock.now(),
      messages: chunk.messages.length,
      body: packChunk(chunk),
    };
  }
}

class ChunkInMaking {
  readonly messages: InboundMessage[] = [];
  readonly joins: InboundJoin[] = [];
  characters = 0;

  get isEmpty(): boolean {
    return this.messages.length === 0 && this.joins.length === 0;
  }

  get isFull(): boolean {
    return (
      this.messages.length >= BATCH_MESSAGES ||
      this.joins.length >= BATCH_MESSAGES ||
      this.characters >= CHUNK_CHARACTERS
    );
  }
}
