export { deliver, postCallback, type Message, type ResendPlan } from './callbacks.ts';
export { Ledger, type Kept, type LedgerWords } from './ledger.ts';
export { isAfterPayment } from './outcomes.ts';
export { document, page, type Html } from './page.ts';
export type {
  Drive,
  SimulatedCallback,
  SimulatedOrder,
  SimulatedOutcome,
  Simulator,
  SimulatorFactory,
  SimulatorRuntime,
} from './simulator.ts';
