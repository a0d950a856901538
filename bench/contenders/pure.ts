import { serve } from "../suite/work.js";
import { libraryWorks } from "./library.js";

serve(libraryWorks("pure"));
