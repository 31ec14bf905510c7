import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Ceilings are errors, not advice: medians are small everywhere, it is the tail that nobody can hold. */
const ceilings = {
  'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 10],
  'max-depth': ['error', 4],
};

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**', 'models/**', 'src/console/client/**', 'docs/**'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '.dependency-cruiser.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...ceilings,
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The injected clock is the only hand; `new Date()` and `Date.now()` would be a second one.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ":function[params.length>3]:not(MethodDefinition[kind='constructor'] > FunctionExpression)",
          message: 'At most three parameters; group them in an object.',
        },
        {
          selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>6]",
          message: 'At most six dependencies; this class does too much.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Ask the injected Clock.',
        },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Ask the injected Clock.',
        },
        {
          selector: "TSAsExpression > TSTypeReference[typeName.name='AdmittedMessage']",
          message: 'Only the consent gate admits messages.',
        },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Read the environment in platform/config.',
        },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.controller.ts', 'src/**/*.controller.tsx'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.db-spec.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  { files: ['*.js', '.dependency-cruiser.js'], ...tseslint.configs.disableTypeChecked },
);
