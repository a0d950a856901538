import { serve } from "../suite/work.js";
import { kernelWorks } from "./kernel.js";
import { libraryWorks } from "./library.js";

// The kernel's own figures are those of the bare module, which is what C is compared with.
serve({ ...libraryWorks("wasm"), ...kernelWorks() });
