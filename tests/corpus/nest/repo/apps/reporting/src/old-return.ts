export class OldReturn {
  static readonly FORM = 'Mushak-9.1';
  static readonly DUE_DAY = 20; // of the next month
}
