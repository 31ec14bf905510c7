/** Keys and what is sealed with them: the vault, its file store, the master key. Never knows what it seals. */
export { KeyStoreUnavailable, MasterKeyRefused, NoKey, SealBroken } from './crypto.errors.js';
export { FileVault } from './file-vault.js';
export { FileKeyStore } from './key-store.js';
export { MasterKey, openMasterKey } from './master-key.js';
