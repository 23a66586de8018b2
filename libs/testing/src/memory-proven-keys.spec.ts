import { MemoryProvenKeys } from './memory-proven-keys.ts';
import { provenKeysContract } from './proven-keys-contract.ts';

describe('MemoryProvenKeys', () => provenKeysContract(async () => new MemoryProvenKeys()));
