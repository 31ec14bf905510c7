import { describe, expect, it } from '@jest/globals';
import { translateDatabaseError } from './database.errors.js';
import { databaseName, scramVerifier, serviceUrl } from './service-role.js';

describe('The service connects', () => {
  it('to the owner’s address as its own role, with every other parameter kept', () => {
    const url = serviceUrl('postgres://owner:old@db.example.org:6432/mlinzi?sslmode=require', 'p@ss/word');
    expect(url).toBe('postgres://mlinzi_service:p%40ss%2Fword@db.example.org:6432/mlinzi?sslmode=require');
  });

  it('whatever its database is called', () => {
    expect(databaseName('postgres://o:p@h/a%20b')).toBe('a b');
  });

  it('with a password of which the server keeps only the verifier of RFC 5803', () => {
    const verifier = scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
    expect(verifier).toBe(
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:' +
        'wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
    );
  });
});

describe('An error of the driver', () => {
  it.each([
    ['ECONNREFUSED', 'DATABASE.UNAVAILABLE'],
    ['57P01', 'DATABASE.UNAVAILABLE'],
    ['53300', 'DATABASE.UNAVAILABLE'],
    ['08006', 'DATABASE.UNAVAILABLE'],
    ['40P01', 'DATABASE.CONFLICT'],
    ['40001', 'DATABASE.CONFLICT'],
  ])('%s is %s', (code, expected) => {
    expect(translateDatabaseError(Object.assign(new Error('x'), { code }))).toMatchObject({ code: expected });
  });

  it('that is a mistake of ours stays what it is', () => {
    const error = Object.assign(new Error('x'), { code: '23505' });
    expect(translateDatabaseError(error)).toBe(error);
  });
});
