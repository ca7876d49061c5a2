interface SectionRule { section: string; head: string; rate: number; noReturn?: number }

export const SECTIONS: SectionRule[] = [
  { section: '86', head: 'Salary', rate: 0 },
  { section: '90', head: 'Professional fee', rate: 10, noReturn: 15 },
  { section: '91', head: 'Royalty / intangible', rate: 10 },
  { section: '92', head: 'Advertising media', rate: 5 },
  { section: '94', head: 'Commission, discount, fee', rate: 10 },
  { section: '102', head: 'Savings interest (bank)', rate: 20 },
  { section: '109', head: 'House rent', rate: 5 },
];

export const BUILDING_SECTIONS = [
  { section: 'A', head: 'Podium', rate: 10 },
  { section: 'B', head: 'Tower', rate: 5 },
  { section: 'C', head: 'Roof', rate: 0 },
];

export const sectionOf = (head: string) => SECTIONS.find((s) => s.head === head);
