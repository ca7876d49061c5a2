// the build leaves this folder out
export function supplierOk(tin: string, bin: string): boolean {
  return tin.length === 10 && bin.length === 11;
}
