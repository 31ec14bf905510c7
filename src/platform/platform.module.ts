import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { UnitOfWork } from '../kernel/transaction.js';
import { Vault } from '../kernel/vault.js';
import { Config } from './config/index.js';
import { FileKeyStore, FileVault, SigningKeys } from './crypto/index.js';
import { PartitionKeeper, Partitions, PostgresUnitOfWork } from './database/index.js';
import type { Floor } from './floor.js';
import { HealthController, HealthRegistry, PlatformChecks } from './health/index.js';
import { ProblemFilter } from './http/index.js';
import { JsonLogger } from './logging/index.js';
import { Mailer, SmtpMailer } from './mail/index.js';
import { OutboundHttp } from './outbound/index.js';

/** Gives every room the ports of the kernel, on a floor that somebody opened: `Clock`, `UnitOfWork`, `Vault`, health, logs. */
@Global()
@Module({})
export class PlatformModule {
  static on(floor: Floor): DynamicModule {
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [...values(floor), ...classes(), PlatformChecks, PartitionKeeper],
      exports: [
        ...[Config, Clock, UnitOfWork, Vault, HealthRegistry, JsonLogger, DataSource],
        ...[Mailer, OutboundHttp, SigningKeys],
      ],
    };
  }
}

function values(floor: Floor): NonNullable<DynamicModule['providers']> {
  const { config, clock, masterKey } = floor;
  const keys = new FileKeyStore(`${config.home}/keys`, masterKey);
  return [
    { provide: Config, useValue: config },
    { provide: Clock, useValue: clock },
    { provide: FileKeyStore, useValue: keys },
    { provide: Vault, useValue: new FileVault(masterKey, keys) },
    { provide: SigningKeys, useValue: new SigningKeys(masterKey) },
    { provide: JsonLogger, useValue: new JsonLogger(config) },
    { provide: DataSource, useValue: floor.dataSource },
    { provide: OutboundHttp, useValue: new OutboundHttp(config.outboundAllow) },
  ];
}

function classes(): NonNullable<DynamicModule['providers']> {
  return [
    HealthRegistry,
    { provide: Mailer, useClass: SmtpMailer },
    { provide: APP_FILTER, useClass: ProblemFilter },
    {
      provide: UnitOfWork,
      inject: [DataSource, Clock],
      useFactory: (source: DataSource, clock: Clock) => new PostgresUnitOfWork(source, clock),
    },
    {
      provide: Partitions,
      inject: [DataSource, Clock],
      useFactory: (source: DataSource, clock: Clock) => new Partitions(source, clock),
    },
  ];
}
