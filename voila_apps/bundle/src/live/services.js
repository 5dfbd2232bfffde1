// The two things that the kernel connection wants of the services package's front door.
export { CommsOverSubshells } from "@jupyterlab/services/lib/kernel/comm.js";
export { ServerConnection } from "@jupyterlab/services/lib/serverconnection.js";
