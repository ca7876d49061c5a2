export class Barcode {
  private static readonly MIN = 12;
  private static readonly MAX = 13;
  private static readonly FORMAT = /^[0-9]{12,13}$/;
}
