import { expect, it } from '@jest/globals';
import type pg from 'pg';
import { aDatabase } from '../../../test/harness/database.js';
import { dataSource } from './data-source.js';

const { serviceUrl } = await aDatabase();

it('a connection that is lost as the pool hands it over, when it is nobody’s, takes nothing down with it', async () => {
  const source = await dataSource({ url: serviceUrl, poolSize: 1 }).initialize();
  const { master } = source.driver as unknown as { readonly master: pg.Pool };
  const heard = await new Promise<boolean>((resolve, reject) => {
    master.connect((error, client, release) => {
      if (!client) {
        reject(error ?? new Error('no connection'));
        return;
      }
      // Without a listener this throws, and in a service that is the end of the process.
      resolve(client.emit('error', new Error('terminating connection')));
      release(true);
    });
  });
  expect(heard).toBe(true);
  await source.destroy();
});
