import type { Alerting } from '../../alerts/alerting.ts';
import type { Services } from '../../services.ts';
import type { Pressed } from '../actions/pressed.ts';
import type { Occasion } from '../answering.ts';

/** A control of an alert that was pressed, with all that is needed to act on it. */
export interface AlertPress {
  readonly services: Services;
  readonly alerting: Alerting;
  readonly pressed: Pressed;
  readonly alertId: string;
  readonly occasion: Occasion;
}
