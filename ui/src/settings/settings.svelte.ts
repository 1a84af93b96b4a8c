/** The settings in force, for all that show a part of them: one copy, so that none writes back what another changed. */
import type { Settings } from "../bindings/Settings";
import type { SettingsInForce } from "../bindings/SettingsInForce";
import { toasts } from "../design/toast.svelte";
import { type HostError, toHostError } from "../host/error";
import * as host from "../host/host";
import { t } from "../messages";

export type SettingName = keyof Settings;
type Of<Value> = { [Name in SettingName]: Settings[Name] extends Value ? Name : never }[SettingName];
/** Settings that are on or off. */
export type Switch = Of<boolean>;
/** Settings that are a number. */
export type Amount = Of<number>;

class InForce {
  #now: SettingsInForce | null = $state.raw(null);
  error: HostError | null = $state.raw(null);
  settings: Settings | null = $derived(this.#now?.settings ?? null);
  /** One after the other, so that the last choice is the one that stays. */
  #saving: Promise<unknown> = Promise.resolve();

  isHeld(name: SettingName): boolean {
    return this.#now?.held.includes(name) ?? false;
  }

  async load(): Promise<void> {
    try {
      this.#now = await host.settings();
      this.error = null;
    } catch (thrown) {
      this.error = toHostError(thrown);
    }
  }

  /** True where it was saved; otherwise the person was told why not. */
  save(part: Partial<Settings>): Promise<boolean> {
    const before = this.#now;
    if (!before) return Promise.resolve(false);
    const settings = { ...before.settings, ...part };
    this.#now = { ...before, settings };
    const saved = this.#saving.then(async () => {
      try {
        const now = await host.setSettings(settings);
        // What was chosen meanwhile is on its way.
        if (this.#now?.settings === settings) this.#now = now;
        toasts.show(t("settings.saved"));
        return true;
      } catch (thrown) {
        toasts.fail(thrown);
        await this.load();
        return false;
      }
    });
    this.#saving = saved;
    return saved;
  }
}

export const settingsInForce = new InForce();
