//! What a Rust program gets of the network that Program.cs runs first: the bits of every result, as caller.c prints them.
//! The declarations are those of gasalarm.h, by hand; bindgen writes the same.
use std::os::raw::{c_char, c_int};

const INPUT_SIZE: usize = 2;
const STEPS: usize = 500;
const OK: c_int = 0;
const BAD_ARGUMENT: c_int = -1;

#[repr(C)]
struct Model {
    _opaque: [u8; 0],
}

#[repr(C, align(16))]
#[derive(Clone, Copy)]
struct State {
    values: [f32; 32],
}

extern "C" {
    fn gasalarm_init_embedded(model: *mut *mut Model) -> c_int;
    fn gasalarm_free(model: *mut Model);
    fn gasalarm_reset(model: *const Model, state: *mut State) -> c_int;
    fn gasalarm_step(model: *const Model, state: *mut State, input: *const f32, output: *mut f32) -> c_int;
    fn gasalarm_run(model: *const Model, state: *mut State, inputs: *const f32, steps: usize, outputs: *mut f32) -> c_int;
    fn gasalarm_state_bytes() -> usize;
    fn gasalarm_last_error(buffer: *mut c_char, size: usize) -> usize;
}

fn main() {
    let mut seed = 1u32;
    let mut next = || {
        seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
        (((seed >> 8) % 2001) as i32 - 1000) as f32 / 500.0
    };
    let samples: Vec<f32> = (0..STEPS * INPUT_SIZE).map(|_| next()).collect();
    let (mut results, mut again) = ([0f32; STEPS], [0f32; STEPS]);
    unsafe {
        let mut model = std::ptr::null_mut();
        assert_eq!(gasalarm_init_embedded(&mut model), OK);
        assert_eq!(gasalarm_state_bytes(), std::mem::size_of::<State>());
        let mut state = State { values: [1.0; 32] };
        assert_eq!(gasalarm_reset(model, &mut state), OK);
        let mut checkpoint = state;
        for (t, result) in results.iter_mut().enumerate() {
            assert_eq!(gasalarm_step(model, &mut state, &samples[t * INPUT_SIZE], result), OK);
        }
        assert_eq!(gasalarm_run(model, &mut checkpoint, samples.as_ptr(), STEPS, again.as_mut_ptr()), OK);
        assert!(results.iter().zip(&again).all(|(a, b)| a.to_bits() == b.to_bits()), "run gives the bits of step");
        assert_eq!(state.values.map(f32::to_bits), checkpoint.values.map(f32::to_bits));
        assert_eq!(gasalarm_step(std::ptr::null(), &mut state, samples.as_ptr(), &mut results[0]), BAD_ARGUMENT);
        let mut text = [0 as c_char; 100];
        assert!(gasalarm_last_error(text.as_mut_ptr(), text.len()) > 0);
        gasalarm_free(model);
    }
    for result in again {
        println!("gasalarm {:08x}", result.to_bits());
    }
}
