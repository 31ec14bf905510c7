import { PERMISSIONS, ROLE_PERMISSIONS } from '../../src/platform/auth/index.js';
import { mountedRoutes } from '../harness/routes.js';

const routes = mountedRoutes();

it('finds the routes of every room', () => {
  const names = routes.map(({ name }) => name);
  for (const name of [
    'GET /health/live',
    'GET /api/v1/session',
    'POST /api/v1/groups/:id/basis',
    'GET /flags/:id',
  ])
    expect(names).toContain(name);
});

it('mounts every address once', () => {
  const names = routes.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it.each(routes)('asks for a permission, or says why it is public: $name', ({ access }) => {
  if (access?.kind === 'public') expect(access.reason.trim().split(' ').length).toBeGreaterThan(2);
  else expect(PERMISSIONS).toContain(access?.permission);
});

it('grants every permission to some role', () => {
  const granted = new Set(Object.values(ROLE_PERMISSIONS).flat());
  expect(PERMISSIONS.filter((permission) => !granted.has(permission))).toEqual([]);
});
