/** The direction of the house: kernel <- platform <- rooms <- pipeline <- console and the entrances. Errors, never advice. */
const rooms =
  'channels|intake|consent|detection|risk|review|incidents|escalation|actions|audit|retention|people|insight';

/** Which room may ask which other room, through its index only. Mirrored in docs/architecture.md. */
const arrows = {
  channels: [],
  people: ['channels'],
  consent: ['people'],
  intake: ['channels', 'people', 'consent'],
  detection: [],
  risk: [],
  actions: ['channels', 'people'],
  review: ['people', 'consent', 'actions', 'intake'],
  escalation: ['people'],
  incidents: ['people', 'review', 'escalation', 'actions'],
  audit: [],
  retention: ['people'],
  insight: [],
};

const forbiddenArrows = Object.entries(arrows).map(([room, allowed]) => ({
  name: `arrow-from-${room}`,
  comment: `src/${room} may import only the doors of: ${allowed.join(', ') || 'no other room'}.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${rooms})/`, pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}));

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/kernel/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'platform-knows-only-the-kernel',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(kernel|platform)/' },
    },
    {
      name: 'a-room-has-one-door',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: `^src/(${rooms})/.+`, pathNot: [`^src/$1/`, `^src/(${rooms})/index\\.ts$`] },
    },
    {
      name: 'channels-and-detectors-see-the-kernel-and-their-port',
      severity: 'error',
      from: { path: '^src/(channels|detection)/', pathNot: '\\.(module|repository|db-spec|spec)\\.ts$' },
      to: { path: '^src/platform/' },
    },
    {
      name: 'a-detector-knows-no-other-detector',
      severity: 'error',
      from: { path: '^src/detection/detectors/([^/]+)/' },
      to: { path: '^src/detection/detectors/[^/]+/', pathNot: '^src/detection/detectors/$1/' },
    },
    {
      name: 'a-channel-knows-no-other-channel',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^src/channels/[^/]+/', pathNot: '^src/channels/($1|archive)/' },
    },
    {
      name: 'rooms-do-not-know-the-walk',
      severity: 'error',
      from: { path: `^src/(kernel|platform|${rooms})/` },
      to: { path: '^src/(pipeline|demo|console|commands)/|^src/(main|worker|cli|app\\.module)\\.ts$' },
    },
    {
      name: 'typeorm-stays-in-its-places',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.entity|\\.repository|\\.module)\\.ts$|^src/platform/database/' },
      to: { path: '^node_modules/(typeorm|@nestjs/typeorm)' },
    },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.(spec|db-spec)\\.tsx?$' },
      to: { path: '^test/' },
    },
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          'src/(main|worker|cli)\\.ts$',
          '^migrations/',
          '^test/',
          '^src/console/client/',
        ],
      },
      to: {},
    },
    ...forbiddenArrows,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '\\.json$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
