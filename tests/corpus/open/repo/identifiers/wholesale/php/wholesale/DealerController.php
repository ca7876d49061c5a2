<?php
class DealerController
{
    public function save(array $in): void
    {
        if (!preg_match('/^[0-9]{12}$/', $in['tin'])) {
            throw new InvalidArgumentException('TIN must have 12 digits');
        }
        if (strlen($in['bin']) != 13) {
            throw new InvalidArgumentException('bin');
        }
        if (!in_array(strlen($in['nid']), [10, 13, 17])) {
            throw new InvalidArgumentException('nid');
        }
        if (!preg_match('~^(?:\+?88)?01[3-9]\d{8}$~', $in['phone'])) {
            throw new InvalidArgumentException('phone');
        }
        if (!preg_match('/^[0-9]{12}$/', $in['dispatch_no'])) {
            throw new InvalidArgumentException('dispatch');
        }
        if (strlen($in['seal']) != 13) {
            throw new InvalidArgumentException('seal');
        }
        $prefix = substr($in['phone'], 0, 3);
        $operator = match ($prefix) {
            '017', '013' => 'gp',
            '018', '016' => 'robi',
            '019', '014' => 'bl',
            default => null,
        };
        $zone = match ($in['zone']) {
            '01', '11' => 'north',
            default => 'south',
        };
    }
}
