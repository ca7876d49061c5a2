<?php
namespace App\Rules;

class BangladeshiNid implements ValidationRule
{
    public function validate(string $attribute, mixed $value, Closure $fail): void
    {
        if (! in_array(strlen($value), [10, 13, 17], true)) {
            $fail('The :attribute must be 10, 13 or 17 digits.');
        }
    }
}
