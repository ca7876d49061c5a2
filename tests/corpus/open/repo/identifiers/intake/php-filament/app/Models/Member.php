<?php
class Member extends ActiveRecord
{
    public function rules()
    {
        return [
            ['tin', 'string', 'length' => 12],
            [['bin'], 'match', 'pattern' => '/^\d{13}$/'],
            ['nid', 'in', 'range' => ['a', 'b']],
            ['mobile', 'match', 'pattern' => '/^(\+880|0)1[3-9]\d{8}$/'],
            ['sort_code', 'string', 'length' => 12],
            [['ref'], 'match', 'pattern' => '/^\d{13}$/'],
        ];
    }

    public function setMobile($value)
    {
        $this->mobile = str_starts_with($value, '+88') ? $value : '+88' . $value;
    }

    public function tinIsOld(): bool
    {
        return mb_strlen($this->tin) === 10;
    }

    public function ticketIsOld(): bool
    {
        return mb_strlen($this->ticket) === 10;
    }
}
