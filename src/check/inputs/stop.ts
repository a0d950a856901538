export * from "../../cli/input/stop.js";
