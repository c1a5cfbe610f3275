import type { StageStore } from './stage-store.ts';

/** A stage store that says the key of every outcome that is looked for or saved: those a run needs. */
export function reportOutcomes(stages: StageStore, onKey: (key: string) => void): StageStore {
  return {
    ...stages,
    find(key, record) {
      onKey(key);
      return stages.find(key, record);
    },
    save(key, network, record) {
      onKey(key);
      return stages.save(key, network, record);
    },
    findRecord(key, record) {
      onKey(key);
      return stages.findRecord(key, record);
    },
    saveRecord(key, record) {
      onKey(key);
      return stages.saveRecord(key, record);
    },
    replaceRecord(key, record) {
      onKey(key);
      return stages.replaceRecord(key, record);
    },
  };
}
