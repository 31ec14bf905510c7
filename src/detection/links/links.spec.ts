import fc from 'fast-check';
import { findLinks, OfficialDomains } from './index.js';

const domains = new OfficialDomains([
  {
    id: '1',
    kind: 'organisation',
    names: ['UNHCR'],
    contacts: ['unhcr.org', '+254700000009', 'desk@unhcr.org'],
  },
  { id: '2', kind: 'organisation', names: ['WFP'], contacts: ['wfp.org'] },
  { id: '3', kind: 'organisation', names: ['UNICEF'], contacts: ['unicef.org'] },
]);

describe('links', () => {
  it.each([
    ['go to https://www.Example.org/a?b=1.', ['example.org']],
    ['bit.ly/3xY and t.me/abc', ['bit.ly', 't.me']],
    ['http://10.20.30.40/login', ['10.20.30.40']],
    ['наш сайт пример.com', ['пример.com']],
    ['I am done.Then we left. 3.5 kilos, a.b, ok...yes', []],
    ['write to amina@example.org', []],
  ])('finds the addresses of %s', (text, hosts) => {
    expect(findLinks(text).map(({ host }) => host)).toEqual(hosts);
  });

  it.each([
    ['bit.ly/x', 'shortener'],
    ['wa.me/254700000000', 'handoff'],
    ['aid-now.blogspot.com', 'free_host'],
    ['http://grants.top', 'risky_tld'],
    ['http://1.2.3.4/a', 'ip_address'],
    ['xn--unhr-m2a.org', 'punycode'],
    ['unhсr.org', 'mixed_scripts'],
    ['https://example.org/gold.apk?x=1', 'program'],
  ])('says what is odd about %s', (text, oddity) => {
    expect(findLinks(text)[0]?.oddities).toContain(oddity);
  });

  it('keeps spans inside the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (part) => {
        const text = `${part}.org http://${part}`;
        for (const { start, end, host } of findLinks(text)) {
          expect(0 <= start && start < end && end <= text.length).toBe(true);
          expect(['official', 'imitates', 'unknown']).toContain(domains.judge(host).kind);
        }
      }),
    );
  });

  it('reads a hundred thousand characters of dots and letters without slowing down', () => {
    const started = performance.now();
    findLinks('a.'.repeat(50_000));
    findLinks(`http://${'a-'.repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('official domains', () => {
  it.each(['unhcr.org', 'help.unhcr.org', 'wfp.org'])('knows %s as official', (host) => {
    expect(domains.judge(host).kind).toBe('official');
  });

  it.each([
    'unhcr-aid.com',
    'unhcr.org.apply.top',
    'unchr.org',
    'unhсr.org',
    'uniсef.org',
    'unicefs.org',
    'wfp-cash.com',
    'wfpaid.com',
    'unhcr.tk',
  ])('sees %s imitate', (host) => {
    expect(domains.judge(host).kind).toBe('imitates');
  });

  it.each(['unicef.es', 'example.org', 'wfp.example.com', 'unicorn.org', 'school.ac.ke'])(
    'leaves %s alone',
    (host) => {
      expect(domains.judge(host).kind).toBe('unknown');
    },
  );
});
