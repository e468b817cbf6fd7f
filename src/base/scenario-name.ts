/** How a scenario is named: in no way in which a file or a place is. */
export const scenarioName = /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/;

/** Whether a text can be the name of a scenario; else it may be that of a file. */
export const isScenarioName = (text: string): boolean => scenarioName.test(text);
