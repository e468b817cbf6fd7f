/** Whether a text can be a control token at all: what no header can hold, or no server would read, is none. */
export const canBeToken = (text: string): boolean => /^[!-~]{1,8000}$/.test(text);
