;; The sparse layer's inner loops: a mail is a few hundred of tens of thousands of columns, each with a row of weights.
;; Rows are padded to 16 numbers (64 bytes, one cache line), so that every loop works on four vectors of four and has no rest.
;; A loop takes one block of 16 at a time through all columns of the mail: the sums stay in registers.
(module
  (memory (export "memory") 1)

  ;; out += sum over the columns of value * row.          indices [n] u32, values [n] f32, weights [V, stride], out [stride]
  (func (export "sum")
    (param $indices i32) (param $values i32) (param $count i32) (param $weights i32) (param $stride i32) (param $out i32)
    (local $block i32) (local $at i32) (local $row i32) (local $value v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (loop $blocks
      (local.set $a (v128.load offset=0 (i32.add (local.get $out) (local.get $block))))
      (local.set $b (v128.load offset=16 (i32.add (local.get $out) (local.get $block))))
      (local.set $c (v128.load offset=32 (i32.add (local.get $out) (local.get $block))))
      (local.set $d (v128.load offset=48 (i32.add (local.get $out) (local.get $block))))
      (local.set $at (i32.const 0))
      (block $done
        (loop $columns
          (br_if $done (i32.ge_u (local.get $at) (local.get $count)))
          (local.set $row
            (i32.add
              (i32.add (local.get $weights) (local.get $block))
              (i32.mul
                (i32.load (i32.add (local.get $indices) (i32.shl (local.get $at) (i32.const 2))))
                (local.get $stride))))
          (local.set $value
            (v128.load32_splat (i32.add (local.get $values) (i32.shl (local.get $at) (i32.const 2)))))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $value) (v128.load offset=0 (local.get $row)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $value) (v128.load offset=16 (local.get $row)))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $value) (v128.load offset=32 (local.get $row)))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $value) (v128.load offset=48 (local.get $row)))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $columns)))
      (v128.store offset=0 (i32.add (local.get $out) (local.get $block)) (local.get $a))
      (v128.store offset=16 (i32.add (local.get $out) (local.get $block)) (local.get $b))
      (v128.store offset=32 (i32.add (local.get $out) (local.get $block)) (local.get $c))
      (v128.store offset=48 (i32.add (local.get $out) (local.get $block)) (local.get $d))
      (local.set $block (i32.add (local.get $block) (i32.const 64)))
      (br_if $blocks (i32.lt_u (local.get $block) (local.get $stride)))))

  ;; row += value * by, for each column. Blocks in which nothing moves are passed over.                        by [stride]
  (func (export "add")
    (param $indices i32) (param $values i32) (param $count i32) (param $weights i32) (param $stride i32) (param $by i32)
    (local $block i32) (local $at i32) (local $row i32) (local $value v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (loop $blocks
      (local.set $a (v128.load offset=0 (i32.add (local.get $by) (local.get $block))))
      (local.set $b (v128.load offset=16 (i32.add (local.get $by) (local.get $block))))
      (local.set $c (v128.load offset=32 (i32.add (local.get $by) (local.get $block))))
      (local.set $d (v128.load offset=48 (i32.add (local.get $by) (local.get $block))))
      (local.set $at (i32.const 0))
      (block $done
        (br_if $done
          (i32.eqz
            (v128.any_true
              (v128.or (v128.or (local.get $a) (local.get $b)) (v128.or (local.get $c) (local.get $d))))))
        (loop $columns
          (br_if $done (i32.ge_u (local.get $at) (local.get $count)))
          (local.set $row
            (i32.add
              (i32.add (local.get $weights) (local.get $block))
              (i32.mul
                (i32.load (i32.add (local.get $indices) (i32.shl (local.get $at) (i32.const 2))))
                (local.get $stride))))
          (local.set $value
            (v128.load32_splat (i32.add (local.get $values) (i32.shl (local.get $at) (i32.const 2)))))
          (v128.store offset=0 (local.get $row)
            (f32x4.add (v128.load offset=0 (local.get $row)) (f32x4.mul (local.get $value) (local.get $a))))
          (v128.store offset=16 (local.get $row)
            (f32x4.add (v128.load offset=16 (local.get $row)) (f32x4.mul (local.get $value) (local.get $b))))
          (v128.store offset=32 (local.get $row)
            (f32x4.add (v128.load offset=32 (local.get $row)) (f32x4.mul (local.get $value) (local.get $c))))
          (v128.store offset=48 (local.get $row)
            (f32x4.add (v128.load offset=48 (local.get $row)) (f32x4.mul (local.get $value) (local.get $d))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $columns)))
      (local.set $block (i32.add (local.get $block) (i32.const 64)))
      (br_if $blocks (i32.lt_u (local.get $block) (local.get $stride)))))

  ;; values[n] = row . slope, for each column.                                                              slope [stride]
  (func (export "dot")
    (param $indices i32) (param $values i32) (param $count i32) (param $weights i32) (param $stride i32) (param $slope i32)
    (local $block i32) (local $at i32) (local $row i32) (local $a v128) (local $b v128)
    (block $done
      (loop $columns
        (br_if $done (i32.ge_u (local.get $at) (local.get $count)))
        (local.set $row
          (i32.add
            (local.get $weights)
            (i32.mul
              (i32.load (i32.add (local.get $indices) (i32.shl (local.get $at) (i32.const 2))))
              (local.get $stride))))
        (local.set $a (v128.const f32x4 0 0 0 0))
        (local.set $b (v128.const f32x4 0 0 0 0))
        (local.set $block (i32.const 0))
        (loop $blocks
          (local.set $a (f32x4.add (local.get $a)
            (f32x4.mul
              (v128.load offset=0 (i32.add (local.get $row) (local.get $block)))
              (v128.load offset=0 (i32.add (local.get $slope) (local.get $block))))))
          (local.set $b (f32x4.add (local.get $b)
            (f32x4.mul
              (v128.load offset=16 (i32.add (local.get $row) (local.get $block)))
              (v128.load offset=16 (i32.add (local.get $slope) (local.get $block))))))
          (local.set $block (i32.add (local.get $block) (i32.const 32)))
          (br_if $blocks (i32.lt_u (local.get $block) (local.get $stride))))
        (local.set $a (f32x4.add (local.get $a) (local.get $b)))
        (f32.store
          (i32.add (local.get $values) (i32.shl (local.get $at) (i32.const 2)))
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
            (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $columns))))

  ;; One step of Adam for some rows, with one second moment a row; their gradient is 0 again afterwards.
  ;; columns [n] u32, weights, means, gradients [V, stride], variances [V]; width is that of a row without its padding
  (func (export "adam")
    (param $columns i32) (param $count i32) (param $weights i32) (param $means i32) (param $gradients i32)
    (param $stride i32) (param $variances i32) (param $width f32) (param $rate f32)
    (local $at i32) (local $column i32) (local $row i32) (local $block i32) (local $place i32)
    (local $squares v128) (local $g v128) (local $m v128) (local $variance f32) (local $by v128)
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $at) (local.get $count)))
        (local.set $column (i32.load (i32.add (local.get $columns) (i32.shl (local.get $at) (i32.const 2)))))
        (local.set $row (i32.mul (local.get $column) (local.get $stride)))
        (local.set $squares (v128.const f32x4 0 0 0 0))
        (local.set $block (i32.const 0))
        (loop $measure
          (local.set $g
            (v128.load (i32.add (i32.add (local.get $gradients) (local.get $row)) (local.get $block))))
          (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $g) (local.get $g))))
          (local.set $block (i32.add (local.get $block) (i32.const 16)))
          (br_if $measure (i32.lt_u (local.get $block) (local.get $stride))))
        (local.set $place (i32.add (local.get $variances) (i32.shl (local.get $column) (i32.const 2))))
        (local.set $variance
          (f32.add
            (f32.mul (f32.const 0.999) (f32.load (local.get $place)))
            (f32.mul
              (f32.const 0.001)
              (f32.div
                (f32.add
                  (f32.add
                    (f32x4.extract_lane 0 (local.get $squares)) (f32x4.extract_lane 1 (local.get $squares)))
                  (f32.add
                    (f32x4.extract_lane 2 (local.get $squares)) (f32x4.extract_lane 3 (local.get $squares))))
                (local.get $width)))))
        (f32.store (local.get $place) (local.get $variance))
        (local.set $by
          (f32x4.splat (f32.div (local.get $rate) (f32.add (f32.sqrt (local.get $variance)) (f32.const 1e-7)))))
        (local.set $block (i32.const 0))
        (loop $move
          (local.set $place (i32.add (i32.add (local.get $means) (local.get $row)) (local.get $block)))
          (local.set $m
            (f32x4.add
              (f32x4.mul (v128.const f32x4 0.9 0.9 0.9 0.9) (v128.load (local.get $place)))
              (f32x4.mul
                (v128.const f32x4 0.1 0.1 0.1 0.1)
                (v128.load (i32.add (i32.add (local.get $gradients) (local.get $row)) (local.get $block))))))
          (v128.store (local.get $place) (local.get $m))
          (v128.store
            (i32.add (i32.add (local.get $gradients) (local.get $row)) (local.get $block))
            (v128.const f32x4 0 0 0 0))
          (local.set $place (i32.add (i32.add (local.get $weights) (local.get $row)) (local.get $block)))
          (v128.store (local.get $place)
            (f32x4.sub (v128.load (local.get $place)) (f32x4.mul (local.get $by) (local.get $m))))
          (local.set $block (i32.add (local.get $block) (i32.const 16)))
          (br_if $move (i32.lt_u (local.get $block) (local.get $stride))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $rows)))))
